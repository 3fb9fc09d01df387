using System.Collections.Immutable;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Crawling;

/// <summary>Why pages failed or were skipped and links were refused, with a few addresses of failures.</summary>
internal sealed record CrawlReasons(ImmutableArray<ReasonTotal> Totals, ImmutableArray<CrawledPage> Failures)
{
    /// <summary>Why they cannot be told now; null when they can. A crawl tells its counts from memory, and these only its store knows.</summary>
    public string? Unknown { get; init; }

    /// <summary>Chunks of it that the model refuses: they get no vector.</summary>
    public long ChunksRefused { get; init; }

    /// <summary>The model that the source's vectors are of and that its other chunks wait for, where the node has no settings for it.</summary>
    public string? KeptModel { get; init; }

    /// <summary>Addresses shown of each reason.</summary>
    public const int Examples = 5;

    private const int Batch = 200;
    private const int MaxBatches = 5;

    public static CrawlReasons None { get; } = new([], []);

    public static async Task<CrawlReasons> ReadAsync(IArchonClient client, Crawl crawl, CancellationToken cancellationToken)
    {
        try
        {
            var totals = (await client.CountReasonsAsync(crawl.Id, cancellationToken)).Items;
            var reasons = new CrawlReasons(totals, await ReadFailuresAsync(client, crawl.Id, totals, cancellationToken));

            // The store knows refused ones by source, which may have more of them than this crawl.
            return crawl.ChunksStored > crawl.ChunksEmbedded && await client.GetSourceAsync(crawl.SourceId, cancellationToken) is { } source
                ? reasons with { ChunksRefused = Math.Min(crawl.ChunksStored - crawl.ChunksEmbedded, source.ChunksRefused), KeptModel = source.KeptModel }
                : reasons;
        }
        catch (ArchonUnavailableException exception)
        {
            return None with { Unknown = exception.Message };
        }
    }

    /// <summary>The totals of a kind, the most frequent first.</summary>
    public IEnumerable<ReasonTotal> Of(string kind) => Totals.Where(total => total.Kind == kind && total.Count > 0).OrderByDescending(total => total.Count);

    private static async Task<ImmutableArray<CrawledPage>> ReadFailuresAsync(
        IArchonClient client, string crawlId, ImmutableArray<ReasonTotal> totals, CancellationToken cancellationToken)
    {
        var wanted = totals.Where(total => total.Kind == "failed").ToDictionary(total => total.Reason, total => Math.Min(Examples, total.Count));
        var found = ImmutableArray.CreateBuilder<CrawledPage>();
        string? cursor = null;

        // A crawl with a million failures is not read to its end for five addresses.
        for (var batch = 0; batch < MaxBatches && wanted.Values.Any(missing => missing > 0); batch++)
        {
            var pages = await client.ListPagesAsync(crawlId, "failed", Batch, cursor, cancellationToken);
            foreach (var page in pages.Items.Where(page => wanted.GetValueOrDefault(page.Reason ?? "") > 0))
            {
                wanted[page.Reason!]--;
                found.Add(page);
            }

            cursor = pages.NextCursor;
            if (cursor is null)
            {
                break;
            }
        }

        return found.ToImmutable();
    }
}
