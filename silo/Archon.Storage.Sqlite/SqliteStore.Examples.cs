using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<SketchedExample>> ReadSketchesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        _examples.ReadSketchesAsync(sourceId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ExampleCode>> ReadExampleCodeAsync(ImmutableArray<long> ids, CancellationToken cancellationToken) =>
        _examples.ReadExampleCodeAsync(ids, cancellationToken);

    /// <inheritdoc/>
    public Task GroupExamplesAsync(ImmutableArray<GroupedExample> examples, CancellationToken cancellationToken) =>
        _examples.GroupExamplesAsync(examples, cancellationToken);
}
