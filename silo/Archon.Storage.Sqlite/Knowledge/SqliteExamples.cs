using System.Collections.Immutable;
using Archon.Domain.CodeExamples;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <inheritdoc cref="IExampleStore"/>
internal sealed class SqliteExamples(SqliteWriter writer, SqliteReaders readers) : IExampleStore
{
    public Task<ImmutableArray<SketchedExample>> ReadSketchesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var found = ImmutableArray.CreateBuilder<SketchedExample>();
                var row = database["sketches-of-source"].Bind(sourceId).Bind(after).Bind(limit);
                while (row.Step())
                {
                    found.Add(new SketchedExample(row.Int64(0), [.. row.Blob(1)], row.MaybeInt64(2)));
                }

                return found.DrainToImmutable();
            },
            cancellationToken);

    public Task<ImmutableArray<ExampleCode>> ReadExampleCodeAsync(ImmutableArray<long> ids, CancellationToken cancellationToken) =>
        readers.ReadAsync<ImmutableArray<ExampleCode>>(
            database => [.. ids.Select(id => new ExampleCode(id, Variants(database, id))).Where(example => !example.Variants.IsEmpty)], cancellationToken);

    public async Task GroupExamplesAsync(ImmutableArray<GroupedExample> examples, CancellationToken cancellationToken) =>
        await writer.BulkAsync(
            database =>
            {
                foreach (var (id, group) in examples)
                {
                    if (group is { } number)
                    {
                        database["group-example"].Bind(number).Bind(id).Run();
                    }
                    else
                    {
                        database["ungroup-example"].Bind(id).Run();
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);

    private static ImmutableArray<CodeVariant> Variants(SqliteDatabase database, long id)
    {
        var variants = ImmutableArray.CreateBuilder<CodeVariant>();
        var row = database["variants-of-example"].Bind(id).Bind(id);
        while (row.Step())
        {
            variants.Add(new CodeVariant(row.Text(0), row.MaybeText(1)));
        }

        return variants.DrainToImmutable();
    }
}
