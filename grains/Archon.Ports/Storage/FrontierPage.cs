namespace Archon.Ports.Storage;

/// <summary>A claimed page.</summary>
/// <param name="PageId">Its id within the store.</param>
/// <param name="Url">Its canonical URL.</param>
/// <param name="Depth">Link hops from the seed; the seed has 0.</param>
/// <param name="Attempts">Times it was fetched before.</param>
public sealed record FrontierPage(long PageId, string Url, int Depth, int Attempts);
