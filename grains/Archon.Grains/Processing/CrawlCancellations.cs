using System.Collections.Concurrent;

namespace Archon.Grains.Processing;

/// <summary>
/// The cancellation tokens of the crawls that this silo works for. Cancellation does not reach stateless workers reliably
/// (orleans#9877), so they look it up here.
/// </summary>
internal sealed class CrawlCancellations
{
    private readonly ConcurrentDictionary<string, CancellationToken> _tokens = new(StringComparer.Ordinal);

    /// <summary>Makes a lane's token known while it works on a page. The crawl's lanes all end by the same cancellation.</summary>
    public Lease Enter(string laneKey, CancellationToken cancellationToken)
    {
        _tokens[laneKey] = cancellationToken;
        return new Lease(this, laneKey);
    }

    /// <summary>The token of a lane, or none when it does not work here.</summary>
    public CancellationToken For(string laneKey) => _tokens.GetValueOrDefault(laneKey);

    public readonly struct Lease(CrawlCancellations owner, string laneKey) : IDisposable
    {
        public void Dispose() => owner._tokens.TryRemove(laneKey, out _);
    }
}
