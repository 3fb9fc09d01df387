using System.Collections.Immutable;
using Archon.Domain.Summaries;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <inheritdoc cref="ISummaryStore"/>
internal sealed class PostgresSummaries(PostgresDatabase database) : ISummaryStore
{
    private const int Looks = 2_000;
    private const int Titles = 60;

    // A number that no row has, for what asks for a model that has written nothing yet.
    private const int NoModel = 0;

    public async Task<UnsummarisedExamples> ReadUnsummarisedAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken)
    {
        if (await FirstAsync("summarised-source", sourceId, cancellationToken).ConfigureAwait(false) is not { } source)
        {
            return new UnsummarisedExamples([], after, IsLast: true);
        }

        var modelNo = await ModelNoAsync(model, cancellationToken).ConfigureAwait(false);
        var looked = await database.ListAsync(
            () => Statements.Named("next-examples").Bind(source).Bind(after).Bind(Looks).Bind(modelNo), row => (Id: row.GetInt64(0), Waits: row.GetBoolean(1)), cancellationToken).ConfigureAwait(false);
        List<long> waiting = [.. looked.Where(example => example.Waits).Take(limit).Select(example => example.Id)];
        var past = waiting.Count == limit ? waiting[^1] : looked.Count > 0 ? looked[^1].Id : after;
        var isLast = waiting.Count < limit && looked.Count < Looks;
        if (waiting.Count == 0)
        {
            return new UnsummarisedExamples([], past, isLast);
        }

        var items = await database.ListAsync(
            () => Statements.Named("example-materials").Bind(waiting).Bind(SummaryPrompt.MostCode),
            row => new UnsummarisedExample(row.GetInt64(0), new ExampleMaterial(row.Text(1), row.Text(2), row.Text(3), row.MaybeText(4), row.Text(5))),
            cancellationToken).ConfigureAwait(false);
        return new UnsummarisedExamples([.. items], past, isLast);
    }

    public async Task<ImmutableArray<long>> UseSummariesAsync(string model, ImmutableArray<ExampleHash> examples, CancellationToken cancellationToken)
    {
        if (examples.IsEmpty)
        {
            return [];
        }

        var modelNo = await ModelNoAsync(model, cancellationToken).ConfigureAwait(false);
        List<long> ids = [.. examples.Select(example => example.Id)];
        return await database.InTransactionAsync(
            async connection =>
            {
                await ShareAsync(connection).ConfigureAwait(false);
                var used = await UseAsync(connection, modelNo, examples).ConfigureAwait(false);
                var gone = await PostgresDatabase.QueryAsync(connection, Statements.Named("gone-examples").Bind(ids), row => row.GetInt64(0), default).ConfigureAwait(false);
                return (ImmutableArray<long>)[.. used, .. gone];
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task<int> StoreSummaryAsync(WrittenSummary summary, CancellationToken cancellationToken) =>
        database.InTransactionAsync(connection => StoreAsync(connection, summary), cancellationToken);

    public async Task<SourceMaterial?> ReadSourceMaterialAsync(string sourceId, CancellationToken cancellationToken)
    {
        if (await FirstAsync("summarised-source", sourceId, cancellationToken).ConfigureAwait(false) is not { } source)
        {
            return null;
        }

        var titles = await database.ListAsync(() => Statements.Named("first-page-titles").Bind(source).Bind(Titles), row => row.Text(0), cancellationToken).ConfigureAwait(false);
        var found = await database.ListAsync(
            () => Statements.Named("source-beginning").Bind(source),
            row => new SourceMaterial(row.Text(0), row.Text(1), row.MaybeText(2) ?? "", [.. titles.Distinct(StringComparer.Ordinal)]),
            cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    public async Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ReadFirstPassagesAsync(ImmutableArray<string> sourceIds, CancellationToken cancellationToken)
    {
        var passages = (await database.ListAsync(
            () => Statements.Named("first-passages").Bind(sourceIds).Bind(FirstPassages.Pages).Bind(FirstPassages.OfAPage).Bind(FirstPassages.MostRead),
            row => (Source: row.Text(0), Text: row.Text(1)),
            cancellationToken).ConfigureAwait(false)).ToLookup(passage => passage.Source, passage => passage.Text, StringComparer.Ordinal);
        return sourceIds.Distinct().ToDictionary(id => id, id => passages[id].ToImmutableArray());
    }

    public Task<bool> UseSourceSummaryAsync(string sourceId, string model, string hash, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async connection =>
            {
                await ShareAsync(connection).ConfigureAwait(false);
                if (await FirstAsync(connection, Statements.Named("summary-source-no").Bind(sourceId)).ConfigureAwait(false) is not { } source)
                {
                    return true;
                }

                if (await FindAsync(connection, model, hash).ConfigureAwait(false) is not { } found)
                {
                    return false;
                }

                await PostgresDatabase.ExecuteAsync(
                    connection, [Statements.Named("use-source-summary").Bind(source).Bind(found.Model).Bind(found.Summary)], default).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, long>> CountSummarisedAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken)
    {
        var counts = sourceIds.Distinct().ToDictionary(id => id, _ => 0L);
        var modelNo = await ModelNoAsync(model, cancellationToken).ConfigureAwait(false);
        foreach (var (id, count) in await database.ListAsync(
            () => Statements.Named("count-summarised").Bind(sourceIds).Bind(modelNo), row => (row.Text(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
        {
            counts[id] = count;
        }

        return counts;
    }

    public Task<long?> ForgetUnusedSummariesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async connection => await FirstAsync(connection, Statements.Named("summary-source-no").Bind(sourceId)).ConfigureAwait(false) is { } source
                ? await SummarySweep.NextAsync(connection, source, after, limit).ConfigureAwait(false)
                : null,
            cancellationToken);

    private static async Task<int> StoreAsync(NpgsqlConnection connection, WrittenSummary written)
    {
        await ShareAsync(connection).ConfigureAwait(false);
        if (await FirstAsync(connection, Statements.Named("summary-source-no").Bind(written.SourceId)).ConfigureAwait(false) is not { } source)
        {
            return 0;
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("make-summary-model").Bind(written.Model)], default).ConfigureAwait(false);
        var model = await FirstAsync(connection, Statements.Named("summary-model-no").Bind(written.Model)).ConfigureAwait(false) ?? NoModel;
        await PostgresDatabase.ExecuteAsync(
            connection, [Statements.Named("keep-summary").Bind((int)model).Bind(source).Bind(written.Hash).Bind(written.Text)], default).ConfigureAwait(false);
        if (written.IsOfSource && await FindAsync(connection, written.Model, written.Hash).ConfigureAwait(false) is { } found)
        {
            await PostgresDatabase.ExecuteAsync(
                connection, [Statements.Named("use-source-summary").Bind(source).Bind(found.Model).Bind(found.Summary)], default).ConfigureAwait(false);
        }

        return (await UseAsync(connection, (int)model, [.. written.Examples.Select(id => new ExampleHash(id, written.Hash))]).ConfigureAwait(false)).Count;
    }

    private static Task<int> ShareAsync(NpgsqlConnection connection) => PostgresDatabase.ExecuteAsync(connection, [Statements.Named("share-summaries")], default);

    private static Task<List<long>> UseAsync(NpgsqlConnection connection, int model, ImmutableArray<ExampleHash> examples) =>
        PostgresDatabase.QueryAsync(
            connection,
            Statements.Named("use-summaries").Bind(model).Bind([.. examples.Select(example => example.Id)]).Bind((IReadOnlyCollection<string?>)[.. examples.Select(example => example.Hash)]),
            row => row.GetInt64(0),
            default);

    private static async Task<(int Model, long Summary)?> FindAsync(NpgsqlConnection connection, string model, string hash) =>
        await FirstAsync(connection, Statements.Named("summary-model-no").Bind(model)).ConfigureAwait(false) is { } modelNo
        && await FirstAsync(connection, Statements.Named("find-summary").Bind((int)modelNo).Bind(hash)).ConfigureAwait(false) is { } summary
            ? ((int)modelNo, summary)
            : null;

    private async Task<int> ModelNoAsync(string model, CancellationToken cancellationToken) =>
        (int)(await FirstAsync("summary-model-no", model, cancellationToken).ConfigureAwait(false) ?? NoModel);

    private async Task<long?> FirstAsync(string statement, string argument, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(() => Statements.Named(statement).Bind(argument), Number, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    private static async Task<long?> FirstAsync(NpgsqlConnection connection, NpgsqlBatchCommand statement)
    {
        var rows = await PostgresDatabase.QueryAsync(connection, statement, Number, default).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    private static long Number(NpgsqlDataReader row) => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture);
}
