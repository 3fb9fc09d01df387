using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Access;
using Archon.Grains.Discovery;
using Archon.Grains.Embedding;
using Archon.Grains.Processing;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Pages;

/// <summary>A lane: permit → fetch → process → one storage transaction.</summary>
[GrainType("archon.page-crawler"), LanePlacement]
internal sealed partial class PageCrawlerGrain(
    IArchonStore store,
    IPageFetcher fetcher,
    IUploadReader uploads,
    PageRendering rendering,
    CrawlCancellations cancellations,
    AdmissionPolicies policies,
    LargeDocuments largeDocuments,
    LearnedTwins learnedTwins,
    SplitFiles splitFiles,
    SealedAccess access,
    PageChunking chunking,
    KeptVectors kept,
    IOptions<PageCrawlerOptions> options,
    ILocalSiloDetails silo,
    TimeProvider clock,
    ILogger<PageCrawlerGrain> logger) : Grain, IPageCrawlerGrain
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private (PageWork Work, CancellationTokenSource Abandoning)? _current;

    // Kept, see HostReferences.
    private ICrawlGrain? _crawl;
    private IPageProcessorGrain? _processor;
    private HostReferences? _hosts;

    // A lane is one crawl's, and a crawl one source's.
    private bool? _keepsVectors;

    private IPageProcessorGrain Processor => _processor ??= GrainFactory.GetGrain<IPageProcessorGrain>(0);

    private HostReferences Hosts => _hosts ??= new HostReferences(GrainFactory);

    private SeedSitemaps Sitemaps => new(store);

    public async Task<PageOutcome> CrawlAsync(PageWork work, CancellationToken cancellationToken)
    {
        using var abandoning = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _current = (work, abandoning);
        try
        {
            return await CrawlPageAsync(work, abandoning.Token);
        }
        finally
        {
            _current = null;
        }
    }

    public Task<bool> IsCrawlingAsync(long pageId, CancellationToken cancellationToken) => Task.FromResult(_current?.Work.PageId == pageId);

    public async Task AbandonBeforeAsync(long epoch)
    {
        if (_current is { } current && current.Work.Epoch < epoch)
        {
            await current.Abandoning.CancelAsync();
        }
    }

    private async Task<PageOutcome> CrawlPageAsync(PageWork work, CancellationToken cancellationToken)
    {
        using var lease = cancellations.Enter(this.GetPrimaryKeyString(), cancellationToken);
        if (work.Rules.Mode == (int)CrawlMode.Documents)
        {
            return await CrawlDocumentAsync(work, cancellationToken);
        }

        if (!CanonicalUrl.TryParse(work.Url, out var url))
        {
            throw new ArgumentException($"Page {work.PageId} of crawl {work.CrawlId} is '{work.Url}', which is not a canonical URL.", nameof(work));
        }

        if (work.Trap is { } trap && !await IsStoredAsync(work, url, cancellationToken))
        {
            return await PassOverAsync(work, trap, cancellationToken);
        }

        using var place = largeDocuments.Reserve();
        var fetch = await FetchAsync(work, url, place, cancellationToken);
        if (fetch.Result is HostHeld held)
        {
            return new PageOutcome { Kind = OutcomeKind.Deferred, Pause = held.For, Tries = work.Tries, HoldsHost = true };
        }

        var tries = work.Tries + 1;
        if (fetch.Result is FetchFailure mayPass
            && options.Value.Retries.PauseAfter(mayPass.Reason, mayPass.Status, mayPass.RetryAfter is not null, tries, Random.Shared.NextDouble()) is { } pause)
        {
            return new PageOutcome { Kind = OutcomeKind.Deferred, Reason = (int)mayPass.Reason, Detail = mayPass.Detail, Pause = pause, Tries = tries, RetryAfter = mayPass.RetryAfter };
        }

        await CrawlOf(work).PageFetchedAsync(work.Epoch, work.PageId);
        var commit = new PageCommit
        {
            CrawlId = work.CrawlId,
            Epoch = work.Epoch,
            PageId = work.PageId,
            State = PageState.Done,
            HttpStatus = fetch.Status,
            Attempts = work.Attempts + tries,
            FetchedAt = clock.GetUtcNow(),
            IsGone = work.Rules.Refreshes && fetch.IsGone,
            FinalUrl = fetch.Final == url ? null : fetch.Final.Value,
            ScopeUrl = fetch.Scope,
            Detail = fetch.Rendering,
        };
        if (fetch is { Result: FetchedDocument document, Text: { } text })
        {
            var (page, twin) = await PreferTwinAsync(work, fetch, place, document, await ReadAsync(work, fetch, document, text, cancellationToken), cancellationToken);
            commit = await DescribeAsync(commit with { Detail = Joined(commit.Detail, twin) }, work, fetch, document, page, cancellationToken);
            return PageRecords.Outcome(commit, await StoreAsync(commit, cancellationToken)) with { Signature = page.Signature, Lines = page.Lines, Edges = page.Edges };
        }

        commit = fetch.Result switch
        {
            FetchUnchanged unchanged when fetch.Version is { } version => await FollowAsync(commit, work, fetch, unchanged, version, cancellationToken),

            // What could not be had has no other address: the page asked for keeps its own reason.
            FetchSkip skip => commit with { State = PageState.Skipped, Reason = skip.Reason, Detail = skip.Detail, FinalUrl = null, ScopeUrl = null },
            FetchFailure when fetch.IsGone && await FindClaimantAsync(work, cancellationToken) is { } claimant =>
                commit with { State = PageState.Skipped, Reason = PageReason.Duplicate, Detail = CanonicalClaim.ExplainNothing(claimant), FinalUrl = null, ScopeUrl = null },
            FetchFailure failure => commit with { State = PageState.Failed, Reason = failure.Reason, Detail = failure.Detail, FinalUrl = null, ScopeUrl = null },
            _ => throw new InvalidOperationException($"{fetch.Result.GetType().Name} is not an end of a fetch."),
        };

        // What is unchanged reads as it did: a trap whose pages are stored is one still.
        return PageRecords.Outcome(commit, await StoreAsync(commit, cancellationToken)) with
        {
            Signature = fetch is { Result: FetchUnchanged, Version: { } read } ? read.Signature : 0,
        };
    }

    // The page is here: a store that is away for a while costs neither another request to the site nor the page.
    private async Task<PageCommitResult> StoreAsync(PageCommit commit, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await store.CommitPageAsync(commit, cancellationToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or ArgumentException or ObjectDisposedException))
            {
                LogNotStored(exception, commit.PageId, commit.CrawlId, pause);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    private async Task<PageFetch> FetchAsync(PageWork work, CanonicalUrl url, DocumentPlace place, CancellationToken cancellationToken)
    {
        var fetch = SiteFiles.IsPart(url)
            ? await splitFiles.FetchAsync(Fetcher(work, rendering: null, store: null, SiteFileReader.MostLlmsFullBytes), work, url, cancellationToken)
            : await Fetcher(work, rendering, store).FetchAsync(work, url, place, cancellationToken);
        if (fetch.Result is not FetchedDocument)
        {
            // What broke off holds nothing any more and must not keep others out.
            place.Dispose();
        }

        return fetch.WithTextApart();
    }

    // A lane is one crawl's.
    private ICrawlGrain CrawlOf(PageWork work) => _crawl ??= GrainFactory.GetGrain<ICrawlGrain>(work.CrawlId);

    private RedirectingFetcher Fetcher(PageWork work, PageRendering? rendering, IArchonStore? store, long? maxBytes = null, bool prefersMarkdown = false) =>
        new(fetcher, rendering, store, access, Hosts, silo.SiloAddress, policies.For(work.Rules), options.Value.MaxRedirects, clock) { MaxBytes = maxBytes, PrefersMarkdown = prefersMarkdown, Chunking = chunking.Options.Name };

    private Task<ProcessedPage> ReadAsync(PageWork work, PageFetch fetch, FetchedDocument document, PageText text, CancellationToken cancellationToken) =>
        Processor.ProcessHereAsync(
            new ProcessPage
            {
                LaneKey = this.GetPrimaryKeyString(),
                Url = fetch.Final.Value,
                Depth = work.Depth,
                DocumentKind = (int)document.Kind,
                Text = text,
                Rules = fetch.Scope is null ? work.Rules : work.Rules with { ScopeUrl = fetch.Scope },
                IsRendered = fetch.IsRendered,
                IsPart = SiteFiles.IsPart(fetch.Final),
                Recurrence = work.Recurrence,
            },
            cancellationToken);

    private Task<(ProcessedPage Page, string? Sentence)> PreferTwinAsync(
        PageWork work, PageFetch fetch, DocumentPlace place, FetchedDocument document, ProcessedPage page, CancellationToken cancellationToken) =>
        new TwinReader(markdown => Fetcher(work, rendering: null, store: null, prefersMarkdown: markdown), Processor, learnedTwins)
            .PreferAsync(work, this.GetPrimaryKeyString(), fetch.Final, document, page, place, cancellationToken);

    private static string? Joined(string? detail, string? sentence) => detail is null || sentence is null ? detail ?? sentence : $"{detail} {sentence}";

    private async Task<PageCommit> DescribeAsync(
        PageCommit commit, PageWork work, PageFetch fetch, FetchedDocument document, ProcessedPage page, CancellationToken cancellationToken)
    {
        if (page.Reason != 0)
        {
            return commit with { State = PageState.Failed, Reason = (PageReason)page.Reason, Detail = page.Detail };
        }

        if (work is { Depth: 0, Rules.Mode: (int)CrawlMode.Auto } && !page.Sitemaps.IsEmpty)
        {
            // Before the page has its outcome: whoever analyses the seed after a kill must know of them, too.
            await Sitemaps.KeepAsync(work, page.Sitemaps, cancellationToken);
        }

        var tag = PageRecords.Tag(work.Rules, document.RobotsTag);
        var linked = PageRecords.Linked(commit with { FinalUrl = page.SameAs ?? commit.FinalUrl }, work, tag, page.Links, page.Refused);
        if (page.NoIndex || tag.NoIndex)
        {
            return PageRecords.NotIndexed(linked);
        }

        if (string.IsNullOrWhiteSpace(page.Markdown) && fetch.WhenEmpty is { } failure)
        {
            return linked with { State = PageState.Failed, Reason = failure.Reason, Detail = failure.Detail };
        }

        if (string.IsNullOrWhiteSpace(page.Markdown))
        {
            return linked with { State = PageState.Skipped, Reason = PageReason.Empty, Detail = "No text is left after the navigation is removed." };
        }

        if (page.Claims is { } claimed
            && await store.FindSignatureAsync(work.CrawlId, claimed, cancellationToken) is { } signature
            && TextSignature.AreAlike(signature, page.Signature))
        {
            return linked with { State = PageState.Skipped, Reason = PageReason.Duplicate, Detail = CanonicalClaim.Explain(claimed) };
        }

        return await CutAsync(linked with { Document = PageRecords.Content(page, work.Rules, tag, fetch, document, chunking.Options.Name) }, work, cancellationToken);
    }

    // Where vectors are kept, a page that is as it is stored keeps its chunks.
    private async Task<PageCommit> CutAsync(PageCommit commit, PageWork work, CancellationToken cancellationToken)
    {
        _keepsVectors ??= await kept.FindModelAsync(work.Rules.SourceId, cancellationToken) is not null;
        return _keepsVectors.Value && commit.Document is { } document
            ? commit with { Document = await kept.CutAsStoredAsync(document, work.Rules.SourceId, commit.FinalUrl ?? work.Url, cancellationToken) }
            : commit;
    }

    // Unchanged, but its links may lead to pages that nobody else knows of.
    private async Task<PageCommit> FollowAsync(
        PageCommit commit, PageWork work, PageFetch fetch, FetchUnchanged unchanged, DocumentVersion version, CancellationToken cancellationToken)
    {
        var links = await Processor.SortLinksHereAsync(
            new SortLinks
            {
                LaneKey = this.GetPrimaryKeyString(),
                Url = fetch.Final.Value,
                Depth = work.Depth,
                Hrefs = version.Links,
                Rules = fetch.Scope is null ? work.Rules : work.Rules with { ScopeUrl = fetch.Scope },
            },
            cancellationToken);
        if (work is { Depth: 0, Rules.Mode: (int)CrawlMode.Auto })
        {
            await Sitemaps.KeepFormerAsync(work, cancellationToken);
        }

        var tag = PageRecords.Tag(work.Rules, unchanged.RobotsTag);
        var linked = PageRecords.Linked(commit, work, tag, links.Links, links.Refused);
        return tag.NoIndex
            ? PageRecords.NotIndexed(linked)
            : linked with { Unchanged = new UnchangedDocument(unchanged.ETag, unchanged.LastModified) };
    }
}
