using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Discovery;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Access;
using Archon.Grains.Pages;
using Archon.Grains.Processing;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Discovery;

/// <summary>
/// Fetches a site's file as a page is fetched: with a permit of its host, within the address guard and robots.txt, redirected within its site at
/// most, tried again when the failure may pass; and reads it on a CPU thread. One for a silo.
/// </summary>
internal sealed class SiteFileReader(
    IPageFetcher fetcher,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    AdmissionPolicies policies,
    LargeDocuments largeDocuments,
    SealedAccess access,
    CpuGate gate,
    IOptions<PageCrawlerOptions> options,
    IOptions<CpuOptions> cpu,
    TimeProvider clock)
{
    /// <summary>The most the protocol allows a sitemap to have, decompressed.</summary>
    private const long MostSitemapBytes = 50 * 1024 * 1024;

    private const long MostLlmsBytes = 4 * 1024 * 1024;

    /// <summary>Of an llms-full.txt, which is held while its pages are read.</summary>
    public const long MostLlmsFullBytes = 16 * 1024 * 1024;

    public async Task<SiteFile> ReadAsync(ReadSiteFile command, CancellationToken cancellationToken)
    {
        if (!CanonicalUrl.TryParse(command.Url, out var url))
        {
            throw new ArgumentException($"'{command.Url}' is not a canonical URL.", nameof(command));
        }

        using var place = largeDocuments.Reserve();
        var fetch = await FetchAsync(command, url, place, cancellationToken);
        return fetch.Result switch
        {
            FetchedDocument { Status: >= 200 and < 300 } document =>
                await gate.RunAsync(_ => Judge(command, fetch.Final, document.Text, cancellationToken), cancellationToken),
            FetchedDocument { Status: >= 500 or 429 } document => SiteFile.None(SiteFileOutcome.Unavailable, command.Url, $"answered {document.Status}"),
            FetchedDocument document => SiteFile.None(SiteFileOutcome.Missing, command.Url, $"answered {document.Status}"),
            FetchSkip { Reason: PageReason.DisallowedByRobots } => SiteFile.None(SiteFileOutcome.Unavailable, command.Url, "is disallowed by robots.txt"),
            FetchSkip skip => SiteFile.None(SiteFileOutcome.Missing, command.Url, $"is none ({skip.Detail.TrimEnd('.')})"),
            FetchFailure failure => SiteFile.None(SiteFileOutcome.Unavailable, command.Url, $"could not be had ({failure.Detail.TrimEnd('.')})"),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an end of a fetch."),
        };
    }

    private SiteFile Judge(ReadSiteFile command, CanonicalUrl address, string text, CancellationToken cancellationToken)
    {
        using var budget = new PageBudget(cpu.Value.PageBudget, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Spent);
        try
        {
            return SiteFileJudge.Judge(command, address, text, policies.For(command.Rules), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SiteFile.None(
                SiteFileOutcome.Missing, command.Url, $"took more than {cpu.Value.PageBudget.TotalSeconds:0.#} s of CPU time (Archon:Processing:PageBudget)");
        }
    }

    private async Task<PageFetch> FetchAsync(ReadSiteFile command, CanonicalUrl url, DocumentPlace place, CancellationToken cancellationToken)
    {
        var redirecting = new RedirectingFetcher(fetcher, rendering: null, store: null, access, new HostReferences(grains), silo.SiloAddress, policies.For(command.Rules), options.Value.MaxRedirects, clock)
        {
            AnyContentType = true,
            MaxBytes = (SiteFileKind)command.Kind switch
            {
                SiteFileKind.Sitemap => MostSitemapBytes,
                SiteFileKind.LlmsFull => MostLlmsFullBytes,
                _ => MostLlmsBytes,
            },
        };

        // Where a crawl begins may redirect within its own site; so may what a site tells of itself.
        var work = new PageWork { CrawlId = "", Epoch = 0, PageId = 0, Url = command.Url, Depth = 0, Attempts = 0, Rules = command.Rules };
        for (var attempt = 1; ; attempt++)
        {
            var fetch = await redirecting.FetchAsync(work, url, place, cancellationToken);
            if (fetch.Result is not FetchedDocument)
            {
                place.Dispose();
            }

            if (attempt >= options.Value.Attempts || PauseAfter(fetch.Result, attempt) is not { } pause)
            {
                return fetch;
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    // A file of any type has any status, too.
    private TimeSpan? PauseAfter(FetchResult result, int tries)
    {
        (PageReason Reason, int? Status) failure = result switch
        {
            FetchFailure failed => (failed.Reason, failed.Status),
            FetchedDocument { Status: 429 } => (PageReason.HttpClientError, 429),
            FetchedDocument { Status: >= 500 } document => (PageReason.HttpServerError, document.Status),
            _ => (PageReason.None, null),
        };
        return options.Value.Retries.PauseAfter(failure.Reason, failure.Status, result.RetryAfter is not null, tries, Random.Shared.NextDouble());
    }
}
