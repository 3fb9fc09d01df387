using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>Takes summaries away that nothing uses; one that another source uses goes away with that one.</summary>
internal static class SummarySweep
{
    /// <summary>Looks at the next summaries that go away with a source, in the caller's transaction; where to go on, null when there were no more.</summary>
    public static async Task<long?> NextAsync(NpgsqlConnection connection, long source, long after, int limit)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("own-summaries")], default).ConfigureAwait(false);
        var looked = await PostgresDatabase.QueryAsync(
            connection,
            Statements.Named("next-summaries-of-source").Bind(source).Bind(after).Bind(limit),
            row => (No: row.GetInt64(0), Other: row.IsDBNull(1) ? (long?)null : row.GetInt64(1), IsUsed: row.GetBoolean(2)),
            default).ConfigureAwait(false);
        var unused = looked.Where(summary => !summary.IsUsed).ToList();
        List<NpgsqlBatchCommand> changes =
        [
            Statements.Named("delete-summaries").Bind([.. unused.Where(summary => summary.Other is null).Select(summary => summary.No)]),
            .. unused.Where(summary => summary.Other is not null).Select(summary => Statements.Named("hand-summary-on").Bind(summary.No).Bind(summary.Other!.Value)),
        ];
        await PostgresDatabase.ExecuteAsync(connection, changes, default).ConfigureAwait(false);
        return looked.Count < limit ? null : looked[^1].No;
    }

    /// <summary>Takes away what a source that is being deleted leaves, some of it; true when there may be more.</summary>
    public static async Task<bool> CleanAsync(NpgsqlConnection connection, long source, int limit)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("delete-source-summary").Bind(source)], default).ConfigureAwait(false);
        return await NextAsync(connection, source, 0, limit).ConfigureAwait(false) is not null;
    }
}
