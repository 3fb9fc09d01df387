using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken) =>
        _search.SearchAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken) =>
        _search.ReadAroundAsync(places, reach, cancellationToken);
}
