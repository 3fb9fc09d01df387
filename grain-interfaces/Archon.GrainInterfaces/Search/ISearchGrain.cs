namespace Archon.GrainInterfaces.Search;

/// <summary>Hybrid search over everything collected. Stateless; key 0.</summary>
[Alias("archon.search"), GrainInterfaceType("archon.search")]
public interface ISearchGrain : IGrainWithIntegerKey
{
    /// <summary>Best first. Query text is data: no character of it is syntax; a text without words finds nothing, and a blank one is refused.</summary>
    [Alias("search")]
    Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken);
}
