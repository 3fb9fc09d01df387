using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Discovery;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Planning;
using Archon.Grains.Access;
using Archon.Grains.Crawling;
using Archon.Grains.Discovery;
using Archon.Grains.Pages;
using Archon.Grains.Processing;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Archon.Grains.Planning;

/// <summary>Does what a crawl does before its second page, with the same parts, and stores nothing.</summary>
[GrainType("archon.plan"), StatelessWorker, Reentrant]
internal sealed class PlanGrain(
    IPageFetcher fetcher,
    PageRendering rendering,
    SiteFileReader files,
    AdmissionPolicies policies,
    LargeDocuments largeDocuments,
    SealedAccess access,
    CrawlCancellations cancellations,
    IOptions<PageCrawlerOptions> options,
    ILocalSiloDetails silo,
    TimeProvider clock) : Grain, IPlanGrain
{
    private const string Unavailable = "unavailable";

    /// <summary>
    /// 1. read the request, and ask whether robots.txt is to be had at all, 2. fetch the seed and sort its links, unless the crawl may not begin with it, 3. ask
    /// robots.txt of where the seed has led to, 4. read the site's lists, 5. fetch a seed that only looked like a list, 6. judge by robots.txt what would be fetched from the site's own host.
    /// </summary>
    public async Task<CrawlPlan> PlanAsync(StartCrawl command, CancellationToken cancellationToken)
    {
        // 1.
        if ((CrawlRequests.TryRead(command, out var settings, out var seed) ?? access.TrySeal(command.Request.Access, seed, ref settings)) is { } error)
        {
            return new CrawlPlan { Field = error.Field, Message = error.Message };
        }

        var links = new PlannedLinks(seed.Value);
        var plan = new CrawlPlan
        {
            Url = seed.Value,
            ScopeUrl = seed.Value,
            Scope = Name(settings.Scope),
            Mode = Name(settings.Mode == CrawlMode.Auto ? CrawlMode.Recursive : settings.Mode),
        };

        var rules = CrawlRequests.ToRules(settings, SourceId.From(seed), seed.Value);
        if (await AskRobotsAsync(settings, rules, seed, cancellationToken) is null)
        {
            return Without(plan);
        }

        // 2.
        var page = new PlannedSeed(fetcher, rendering, GrainFactory, silo.SiloAddress, policies, largeDocuments, access, cancellations, options.Value.MaxRedirects, links, clock);
        ImmutableArray<string> named = [];
        var waits = settings.Mode is CrawlMode.Sitemap or CrawlMode.Llms || SiteFiles.KindOf(seed) is not null;
        if (!waits)
        {
            (plan, named) = await page.FetchAsync(plan, seed, rules, cancellationToken);
        }

        // 3.
        rules = rules with { ScopeUrl = plan.ScopeUrl };
        var scope = Canonical(plan.ScopeUrl);
        if (await AskRobotsAsync(settings, rules, scope, cancellationToken) is not { } robots)
        {
            return Without(plan);
        }

        plan = plan with { Robots = Verdict(settings, robots.IsAllowed), CrawlDelaySeconds = robots.CrawlDelay?.TotalSeconds };

        // 4.
        if (SeedAnalysis.IsWanted(settings))
        {
            var notes = ImmutableArray.CreateBuilder<string>();
            var analysis = new SeedAnalysis(
                settings.Mode,
                seed,
                scope,
                (url, kind, takesMarkdown) => ReadAsync(
                    new ReadSiteFile { Url = url.Value, Kind = (int)kind, Epoch = 0, Rules = rules, TakesMarkdown = takesMarkdown }, settings, links, cancellationToken),
                hasPages: () => links.Admitted > 0,
                notes.Add);
            await analysis.RunAsync([.. robots.Sitemaps, .. named]);
            plan = plan with { Mode = Name(analysis.Found.Mode), Discovery = CrawlViews.ToView(analysis.Found), Notes = notes.DrainToImmutable() };
            if (analysis.SeedReason != PageReason.None)
            {
                waits = false;
                plan = plan with
                {
                    SeedReason = analysis.SeedReason.ToName(),
                    SeedDetail = analysis.SeedReason is PageReason.NoSitemap or PageReason.NoLlms ? analysis.Misses : null,
                };
            }
        }

        // 5.
        if (waits)
        {
            (plan, _) = await page.FetchAsync(plan, seed, rules, cancellationToken);
        }

        // 6.
        if (settings.RespectRobots)
        {
            var admitted = links.AdmittedOf(scope.Origin).ToLookup(link => link.PathAndQuery);
            var disallowed = await GrainFactory.GetGrain<IHostGrain>(scope.Origin).ListDisallowedAsync([.. admitted.Select(link => link.Key)], cancellationToken);
            foreach (var link in disallowed.SelectMany(path => admitted[path]))
            {
                links.Refuse(link.Value, PageReason.DisallowedByRobots);
            }
        }

        return plan with { Admitted = links.Admitted, Refused = links.Refused, Links = [.. links.First(CrawlPlan.MostLinks)] };
    }

    /// <summary>What robots.txt says; null when it is not known in time.</summary>
    private async Task<RobotsNotice?> AskRobotsAsync(CrawlSettings settings, CrawlRules rules, CanonicalUrl url, CancellationToken cancellationToken)
    {
        if (!settings.RespectRobots)
        {
            return new RobotsNotice();
        }

        using var patience = new CancellationTokenSource(options.Value.PlanPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await SiteRobots.AskAsync(GrainFactory, url, RedirectingFetcher.AllowsPrivate(rules, url), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private CrawlPlan Without(CrawlPlan plan) => plan with
    {
        Robots = Unavailable,
        Notes = [$"robots.txt could not be had within {options.Value.PlanPatience.TotalSeconds:0.#} s; a crawl asks for it again and again, and fetches nothing before."],
    };

    private static string Verdict(CrawlSettings settings, bool? isAllowed) => (settings.RespectRobots, isAllowed) switch
    {
        (false, _) => "ignored",
        (_, null) => Unavailable,
        (_, true) => "allowed",
        _ => "disallowed",
    };

    private static CanonicalUrl Canonical(string url) =>
        CanonicalUrl.TryParse(url, out var canonical) ? canonical : throw new ArgumentException($"'{url}' is not a canonical URL.", nameof(url));

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private async Task<SiteFileReport> ReadAsync(ReadSiteFile command, CrawlSettings settings, PlannedLinks links, CancellationToken cancellationToken)
    {
        var file = await files.ReadAsync(command, cancellationToken);
        foreach (var (url, _) in file.Links.Admitted)
        {
            links.Add(url, file.Report.Url, PageReason.None);
        }

        foreach (var (url, reason) in file.Links.Refused)
        {
            links.Add(url, file.Report.Url, reason);
        }

        return file.Report with { IsFull = links.Admitted >= FrontierRules.PageCap(settings) };
    }
}
