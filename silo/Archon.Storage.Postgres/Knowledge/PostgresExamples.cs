using System.Collections.Immutable;
using Archon.Domain.CodeExamples;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <inheritdoc cref="IExampleStore"/>
internal sealed class PostgresExamples(PostgresDatabase database) : IExampleStore
{
    public async Task<ImmutableArray<SketchedExample>> ReadSketchesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
    [
        .. await database.ListAsync(
            () => Statements.Named("sketches-of-source").Bind(sourceId).Bind(after).Bind(limit),
            row => new SketchedExample(row.GetInt64(0), [.. row.GetFieldValue<byte[]>(1)], row.IsDBNull(2) ? null : row.GetInt64(2)),
            cancellationToken).ConfigureAwait(false),
    ];

    public async Task<ImmutableArray<ExampleCode>> ReadExampleCodeAsync(ImmutableArray<long> ids, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            () => Statements.Named("variants-of-examples").Bind(ids), row => (Id: row.GetInt64(0), Variant: new CodeVariant(row.Text(1), row.MaybeText(2))), cancellationToken).ConfigureAwait(false);
        return [.. rows.GroupBy(row => row.Id, row => row.Variant).Select(example => new ExampleCode(example.Key, [.. example]))];
    }

    public async Task GroupExamplesAsync(ImmutableArray<GroupedExample> examples, CancellationToken cancellationToken)
    {
        var (grouped, others) = (examples.Where(example => example.Group is not null).ToList(), examples.Where(example => example.Group is null).ToList());
        IEnumerable<NpgsqlBatchCommand> Changes() =>
        [
            Statements.Named("group-examples").Bind([.. grouped.Select(example => example.Id)]).Bind([.. grouped.Select(example => example.Group!.Value)]),
            Statements.Named("ungroup-examples").Bind([.. others.Select(example => example.Id)]),
        ];
        await database.ChangeAsync(Changes, cancellationToken).ConfigureAwait(false);
    }
}
