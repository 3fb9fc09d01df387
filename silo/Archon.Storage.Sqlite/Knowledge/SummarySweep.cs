using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>Takes summaries away that nothing uses; one that another source uses goes away with that one.</summary>
internal static class SummarySweep
{
    /// <summary>Looks at the next summaries that go away with a source; where to go on, null when there were no more.</summary>
    public static long? Next(SqliteDatabase database, long source, long after, int limit)
    {
        var looked = new List<(long No, long? Other, bool IsUsed)>();
        var row = database["next-summaries-of-source"].Bind(source).Bind(after).Bind(limit);
        while (row.Step())
        {
            looked.Add((row.Int64(0), row.MaybeInt64(1), row.Int64(2) != 0));
        }

        foreach (var (no, other, isUsed) in looked)
        {
            if (isUsed)
            {
                continue;
            }

            if (other is { } next)
            {
                database["hand-summary-on"].Bind(next).Bind(no).Run();
            }
            else
            {
                database["delete-summary"].Bind(no).Run();
            }
        }

        return looked.Count < limit ? null : looked[^1].No;
    }

    /// <summary>Takes away what a source that is being deleted leaves, some of it; true when there may be more.</summary>
    public static bool Clean(SqliteDatabase database, long source, int limit)
    {
        database["delete-source-summary"].Bind(source).Run();
        return Next(database, source, 0, limit) is not null;
    }
}
