using System.Collections.Immutable;
using Archon.Domain.Summaries;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <inheritdoc cref="ISummaryStore"/>
internal sealed class SqliteSummaries(SqliteWriter writer, SqliteReaders readers) : ISummaryStore
{
    private const int Looks = 2_000;
    private const int Titles = 60;

    // An id that no row has, for what asks for a model that has written nothing yet.
    private const long NoModel = 0;

    public Task<UnsummarisedExamples> ReadUnsummarisedAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => Read(database, sourceId, model, after, limit), cancellationToken);

    public async Task<ImmutableArray<long>> UseSummariesAsync(string model, ImmutableArray<ExampleHash> examples, CancellationToken cancellationToken) =>
        examples.IsEmpty ? [] : await writer.BulkAsync(database => Use(database, model, examples), cancellationToken).ConfigureAwait(false);

    public Task<int> StoreSummaryAsync(WrittenSummary summary, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => Store(database, summary), cancellationToken);

    public Task<SourceMaterial?> ReadSourceMaterialAsync(string sourceId, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => ReadMaterial(database, sourceId), cancellationToken);

    public Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ReadFirstPassagesAsync(ImmutableArray<string> sourceIds, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<string, ImmutableArray<string>>>(
            database => sourceIds.Distinct().ToDictionary(id => id, id => database["source-no"].Bind(id).Scalar() is { } source ? ReadPassages(database, source) : []),
            cancellationToken);

    public Task<bool> UseSourceSummaryAsync(string sourceId, string model, string hash, CancellationToken cancellationToken) =>
        writer.BulkAsync(
            database =>
            {
                if (database["source-no"].Bind(sourceId).Scalar() is not { } source)
                {
                    return true;
                }

                var modelNo = ModelNo(database, model);
                if (database["find-summary"].Bind(modelNo).Bind(hash).Scalar() is not { } summary)
                {
                    return false;
                }

                database["use-source-summary"].Bind(source).Bind(modelNo).Bind(summary).Run();
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> CountSummarisedAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<string, long>>(
            database =>
            {
                var modelNo = ModelNo(database, model);
                return sourceIds.Distinct().ToDictionary(id => id, id => database["count-summarised"].Bind(id).Bind(modelNo).Scalar() ?? 0);
            },
            cancellationToken);

    public Task<long?> ForgetUnusedSummariesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        writer.BulkAsync(
            database => database["source-no"].Bind(sourceId).Scalar() is { } source ? SummarySweep.Next(database, source, after, limit) : null, cancellationToken);

    private static UnsummarisedExamples Read(SqliteDatabase database, string sourceId, string model, long after, int limit)
    {
        if (database["summarised-source"].Bind(sourceId).Scalar() is not { } source)
        {
            return new UnsummarisedExamples([], after, IsLast: true);
        }

        var waiting = new List<long>();
        var (looked, past) = (0, after);
        var row = database["next-examples"].Bind(source).Bind(after).Bind(Looks).Bind(ModelNo(database, model));
        while (waiting.Count < limit && row.Step())
        {
            (looked, past) = (looked + 1, row.Int64(0));
            if (row.Int64(1) != 0)
            {
                waiting.Add(past);
            }
        }

        row.Reset();
        var isLast = waiting.Count < limit && looked < Looks;
        return new UnsummarisedExamples([.. waiting.Select(id => new UnsummarisedExample(id, Material(database, id)))], past, isLast);
    }

    private static ExampleMaterial Material(SqliteDatabase database, long example)
    {
        var row = database["example-material"].Bind(SummaryPrompt.MostCode).Bind(example);
        row.Step();
        var material = new ExampleMaterial(row.Text(0), row.Text(1), row.Text(2), row.MaybeText(3), row.Text(4));
        row.Reset();
        return material;
    }

    private static ImmutableArray<long> Use(SqliteDatabase database, string model, ImmutableArray<ExampleHash> examples)
    {
        var modelNo = ModelNo(database, model);
        var done = ImmutableArray.CreateBuilder<long>();
        foreach (var (id, hash) in examples)
        {
            if (database["source-of-example"].Bind(id).Scalar() is not { } source)
            {
                done.Add(id);
            }
            else if (database["find-summary"].Bind(modelNo).Bind(hash).Scalar() is { } summary)
            {
                database["use-summary"].Bind(id).Bind(source).Bind(modelNo).Bind(summary).Run();
                done.Add(id);
            }
        }

        return done.ToImmutable();
    }

    private static int Store(SqliteDatabase database, WrittenSummary written)
    {
        if (database["source-no"].Bind(written.SourceId).Scalar() is not { } source)
        {
            return 0;
        }

        var model = ModelNo(database, written.Model) is var known and not NoModel ? known : database["insert-summary-model"].Bind(written.Model).InsertedId();
        var summary = database["find-summary"].Bind(model).Bind(written.Hash).Scalar()
            ?? database["insert-summary"].Bind(model).Bind(source).Bind(written.Hash).Bind(written.Text).InsertedId();
        if (written.IsOfSource)
        {
            database["use-source-summary"].Bind(source).Bind(model).Bind(summary).Run();
        }

        var given = 0;
        foreach (var example in written.Examples)
        {
            if (database["source-of-example"].Bind(example).Scalar() is { } its)
            {
                database["use-summary"].Bind(example).Bind(its).Bind(model).Bind(summary).Run();
                given++;
            }
        }

        return given;
    }

    private static SourceMaterial? ReadMaterial(SqliteDatabase database, string sourceId)
    {
        if (database["summarised-source"].Bind(sourceId).Scalar() is not { } source)
        {
            return null;
        }

        var row = database["source-beginning"].Bind(source);
        row.Step();
        var (title, url, beginning) = (row.Text(0), row.Text(1), row.MaybeText(2) ?? "");
        row.Reset();
        var titles = new List<string>();
        var page = database["first-page-titles"].Bind(source).Bind(Titles);
        while (page.Step())
        {
            titles.Add(page.Text(0));
        }

        return new SourceMaterial(title, url, beginning, [.. titles.Distinct(StringComparer.Ordinal)]);
    }

    private static ImmutableArray<string> ReadPassages(SqliteDatabase database, long source)
    {
        var passages = ImmutableArray.CreateBuilder<string>();
        var row = database["first-passages"].Bind(source).Bind(FirstPassages.Pages).Bind(FirstPassages.MostRead).Bind(FirstPassages.OfAPage);
        while (row.Step())
        {
            passages.Add(row.Text(0));
        }

        return passages.ToImmutable();
    }

    private static long ModelNo(SqliteDatabase database, string model) => database["summary-model-no"].Bind(model).Scalar() ?? NoModel;
}
