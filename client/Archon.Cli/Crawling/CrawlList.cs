using System.Collections.Immutable;
using Archon.Cli.Nodes;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Crawling;

/// <summary>
/// Crawls under the word each is listed with: its status, or <c>interrupted</c> for one that has not ended while nobody works on it. The
/// words that are shown are those that can be asked for.
/// </summary>
internal sealed class CrawlList(NodeConnection connection)
{
    private const string Interrupted = "interrupted";

    private static readonly ImmutableArray<CrawlStatus> UnderWay =
        [.. Enum.GetValues<CrawlStatus>().Where(status => status < CrawlStatus.Complete && status != CrawlStatus.Paused)];

    /// <summary>Every word.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<CrawlStatus>().Select(CrawlWords.Name), Interrupted];

    // The node of this process took nothing up.
    private bool IsIdle => connection.Reach == NodeReach.Embedded;

    /// <summary>The word for a crawl.</summary>
    public string WordOf(Crawl crawl) => IsIdle && UnderWay.Contains(crawl.Status) ? Interrupted : CrawlWords.Name(crawl.Status);

    /// <summary>The newest crawls, those of one word when it is given. In JSON a crawl has its status, and is found by it, also when it is interrupted.</summary>
    public async Task<Listing<Crawl>> ReadAsync(string? word, int limit, bool json, CancellationToken cancellationToken)
    {
        if (word == Interrupted)
        {
            return await ReadInterruptedAsync(limit, cancellationToken);
        }

        CrawlStatus? status = word is null ? null : Enum.Parse<CrawlStatus>(word, ignoreCase: true);
        return !json && IsIdle && status is { } wanted && UnderWay.Contains(wanted)
            ? new Listing<Crawl> { Items = [] }
            : await connection.Client.ListCrawlsAsync(status, limit, cursor: null, cancellationToken);
    }

    private async Task<Listing<Crawl>> ReadInterruptedAsync(int limit, CancellationToken cancellationToken)
    {
        var found = new List<Crawl>();
        foreach (var status in IsIdle ? UnderWay : [])
        {
            found.AddRange((await connection.Client.ListCrawlsAsync(status, limit, cursor: null, cancellationToken)).Items);
        }

        return new Listing<Crawl> { Items = [.. found.OrderByDescending(crawl => crawl.CreatedAt).Take(limit)] };
    }
}
