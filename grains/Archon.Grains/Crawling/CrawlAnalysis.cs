using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Discovery;
using Archon.GrainInterfaces.Hosts;
using Archon.Grains.Discovery;
using Archon.Grains.Pages;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>
/// The analysis of a crawl's seed, beside the pages: once the seed has its outcome, so that the scope is known and the seed's own links come
/// first. In the modes that keep to a list, and when the seed is one, pages wait for it. Until it is done nothing of it is remembered but the
/// pages it has admitted: whoever takes the crawl up does it again.
/// </summary>
/// <param name="account">The crawl.</param>
/// <param name="store">Where what was found is kept.</param>
/// <param name="grains">Where files are read.</param>
/// <param name="clock">For pauses between tries.</param>
/// <param name="logger">For what went wrong.</param>
/// <param name="changed">Told when the frontier may have pages again, and when it is over.</param>
/// <param name="fenced">Told when the epoch is not the crawl's any more.</param>
/// <param name="stopping">The run stops.</param>
internal sealed partial class CrawlAnalysis(
    CrawlAccount account,
    IArchonStore store,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger logger,
    Action changed,
    Action fenced,
    CancellationToken stopping) : IDisposable
{
    private const int FileTries = 5;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private bool _isOver = account.Record.Discovery is { IsComplete: true } || !SeedAnalysis.IsWanted(account.Record.Settings);
    private readonly Lazy<CanonicalUrl> _seed = new(() => Canonical(account.Record.Settings.Url));
    private bool _hasBegun;

    /// <summary>It goes on.</summary>
    public bool IsUnderWay => _hasBegun && !_isOver;

    /// <summary>No page may be fetched before it is over.</summary>
    public bool HoldsPages => !_isOver && (KeepsToList || SiteFiles.KindOf(Seed) is not null);

    private CrawlSettings Settings => account.Record.Settings;

    private bool KeepsToList => Settings.Mode is CrawlMode.Sitemap or CrawlMode.Llms;

    // Documents that were handed in have none, and nothing to analyse.
    private CanonicalUrl Seed => _seed.Value;

    /// <summary>Begins, once; nothing to do when it is over.</summary>
    public void Begin()
    {
        if (!_hasBegun && !_isOver)
        {
            _hasBegun = true;
            _ = RunAsync();
        }
    }

    /// <summary>Ends it: nothing it may find would be fetched any more.</summary>
    public void GiveUp()
    {
        _isOver = true;
        _stopping.Cancel();
    }

    public void Dispose() => _stopping.Dispose();

    private static CanonicalUrl Canonical(string url) =>
        CanonicalUrl.TryParse(url, out var canonical) ? canonical : throw new ArgumentException($"'{url}' is not a canonical URL.", nameof(url));

    private async Task RunAsync()
    {
        try
        {
            if (await AnalyseAsync())
            {
                _isOver = true;
                changed();
            }
            else
            {
                _isOver = true;
                fenced();
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The run is over, or it has all the pages it may have.
        }
        catch (Exception exception)
        {
            // What the site lists is not worth the crawl: it goes on with its links, and whoever takes it up later tries again.
            LogFailed(exception, account.Record.Id);
            _isOver = true;
            changed();
        }
    }

    /// <summary>1. ask robots.txt, 2. read the files, 3. say what becomes of a seed that waits, 4. keep what was found. False when fenced.</summary>
    private async Task<bool> AnalyseAsync()
    {
        // 1.
        var rules = CrawlRequests.ToRules(Settings, account.Record.SourceId, account.Record.ScopeUrl);
        var scope = Canonical(account.Record.ScopeUrl);
        var stored = await AgainAsync(() => store.FindCrawlAsync(account.Record.Id, _stopping.Token));
        var robots = Settings.RespectRobots
            ? await AgainAsync(() => SiteRobots.AskAsync(grains, scope, RedirectingFetcher.AllowsPrivate(rules, scope), _stopping.Token))
            : new RobotsNotice();

        // 2.
        var holds = HoldsPages;
        var analysis = new SeedAnalysis(
            Settings.Mode,
            Seed,
            scope,
            (url, kind, takesMarkdown) => ReadAsync(new ReadSiteFile
            {
                Url = url.Value,
                Kind = (int)kind,
                Epoch = account.Record.Epoch,
                Rules = rules,
                TakesMarkdown = takesMarkdown,
            }),
            hasPages: () => account.Record.Counters.PagesDiscovered > 1,
            account.Tell);
        await analysis.RunAsync([.. robots.Sitemaps, .. stored?.Discovery?.LinkedSitemaps ?? []]);
        if (analysis.IsFenced)
        {
            return false;
        }

        // 3.
        if (holds && !await SettleSeedAsync(analysis))
        {
            return false;
        }

        // 4.
        if (KeepsToList && analysis.Found.Files == 0)
        {
            // A retry of the seed looks for it again.
            return true;
        }

        // A refresh to which the server says that the seed has not changed does not read it again.
        return await AgainAsync(() => account.ChangeDiscoveryAsync(
            kept => analysis.Found with { LinkedSitemaps = kept?.LinkedSitemaps ?? [], Recurring = kept?.Recurring ?? [] }, _stopping.Token));
    }

    private async Task<SiteFileReport> ReadAsync(ReadSiteFile file)
    {
        var grain = grains.GetGrain<ISeedAnalysisGrain>(account.Record.Id);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var report = await grain.ReadAsync(file, _stopping.Token);
                _stopping.Token.ThrowIfCancellationRequested();
                if (report.Totals is { } totals && report.Outcome != SiteFileOutcome.Fenced)
                {
                    account.Admit(totals);
                    changed();
                }

                return report;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogFileReadAgain(exception, file.Url, account.Record.Id, tries);
                if (tries >= FileTries && exception is not (OrleansException or StorageUnavailableException or OperationCanceledException))
                {
                    return new SiteFileReport { Outcome = SiteFileOutcome.Unavailable, Url = file.Url, Detail = $"could not be read ({exception.Message})" };
                }

                await Task.Delay(RetryPause, clock, _stopping.Token);
            }
        }
    }

    // The seed waits in the frontier like a page: it is one when a list has it, or when it only looked like a list.
    private async Task<bool> SettleSeedAsync(SeedAnalysis analysis)
    {
        var reason = analysis.SeedReason;
        var isMissing = reason is PageReason.NoSitemap or PageReason.NoLlms;
        account.Say(CrawlStatus.Crawling, isMissing ? analysis.Misses : "Fetching what is listed");
        if (reason == PageReason.None)
        {
            return true;
        }

        // The frontier hands pages out by depth, so the seed, when it still waits, is the next.
        var claimed = await AgainAsync(() => store.ClaimPagesAsync(account.Record.Id, account.Record.Epoch, 1, _stopping.Token));
        if (claimed is not { } pages)
        {
            return false;
        }

        if (pages is [{ Depth: 0 } seed])
        {
            return await EndSeedAsync(seed, reason, isMissing ? analysis.Misses : null);
        }

        // It has its outcome already, from a run that was killed: this is another page.
        await AgainAsync(async () =>
        {
            await store.ReleasePagesAsync(account.Record.Id, account.Record.Epoch, [.. pages.Select(page => page.PageId)], _stopping.Token);
            return true;
        });
        return true;
    }

    private async Task<bool> EndSeedAsync(FrontierPage seed, PageReason reason, string? misses)
    {
        var detail = misses ?? (reason == PageReason.ListOfPages ? "It lists pages and is none itself." : "The list that the crawl keeps to does not have it.");
        var commit = new PageCommit
        {
            CrawlId = account.Record.Id,
            Epoch = account.Record.Epoch,
            PageId = seed.PageId,
            State = misses is null ? PageState.Skipped : PageState.Failed,
            Reason = reason,
            Detail = detail,
            Attempts = seed.Attempts,
            FetchedAt = clock.GetUtcNow(),
        };
        var result = await AgainAsync(() => store.CommitPageAsync(commit, _stopping.Token));
        if (result.Outcome == CommitOutcome.Fenced)
        {
            return false;
        }

        account.Admit(CounterMessages.ToTotals(result.Counters!));
        return true;
    }

    private async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        while (true)
        {
            try
            {
                var result = await work();
                _stopping.Token.ThrowIfCancellationRequested();
                return result;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogTriedAgain(exception, account.Record.Id);
                await Task.Delay(RetryPause, clock, _stopping.Token);
            }
        }
    }
}
