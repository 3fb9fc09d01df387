using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Robots;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Planning;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Access;
using Archon.Grains.Hosts;
using Archon.Grains.Pages;
using Archon.Grains.Processing;
using Archon.Ports.Fetching;

namespace Archon.Grains.Planning;

/// <summary>A plan's seed: fetched and read as a lane does it, once.</summary>
internal sealed class PlannedSeed(
    IPageFetcher fetcher,
    PageRendering rendering,
    IGrainFactory grains,
    SiloAddress silo,
    AdmissionPolicies policies,
    LargeDocuments largeDocuments,
    SealedAccess access,
    CrawlCancellations cancellations,
    int maxRedirects,
    PlannedLinks links,
    TimeProvider clock)
{
    /// <summary>The plan with what the seed is, and the sitemaps it names.</summary>
    public async Task<(CrawlPlan Plan, ImmutableArray<string> Sitemaps)> FetchAsync(
        CrawlPlan plan, CanonicalUrl seed, CrawlRules rules, CancellationToken cancellationToken)
    {
        using var place = largeDocuments.Reserve();
        var redirecting = new RedirectingFetcher(fetcher, rendering, store: null, access, new HostReferences(grains), silo, policies.For(rules), maxRedirects, clock);
        var work = new PageWork { CrawlId = "", Epoch = 0, PageId = 0, Url = plan.Url, Depth = 0, Attempts = 0, Rules = rules };
        var fetch = await redirecting.FetchAsync(work, seed, place, cancellationToken);
        plan = plan with { ScopeUrl = fetch.Scope ?? plan.ScopeUrl };
        return fetch.Result switch
        {
            FetchedDocument document => await ReadAsync(plan, rules with { ScopeUrl = plan.ScopeUrl }, fetch.Final, document, cancellationToken),
            FetchSkip skip => (plan with { SeedReason = skip.Reason.ToName(), SeedDetail = skip.Detail }, []),
            FetchFailure failure => (plan with { SeedReason = failure.Reason.ToName(), SeedDetail = failure.Detail }, []),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an end of a fetch."),
        };
    }

    private async Task<(CrawlPlan Plan, ImmutableArray<string> Sitemaps)> ReadAsync(
        CrawlPlan plan, CrawlRules rules, CanonicalUrl address, FetchedDocument document, CancellationToken cancellationToken)
    {
        // A lane of its own for the moment: plans may be made beside each other.
        var lane = $"plan/{Guid.NewGuid():N}";
        using var lease = cancellations.Enter(lane, cancellationToken);
        var page = await grains.GetGrain<IPageProcessorGrain>(0).ProcessHereAsync(
            new ProcessPage { LaneKey = lane, Url = address.Value, Depth = 0, DocumentKind = (int)document.Kind, Text = PageText.Of(document.Text), Rules = rules },
            cancellationToken);
        var tag = rules.RespectRobots ? RobotsTag.Read(document.RobotsTag, HostGrain.ProductToken) : default;
        foreach (var url in tag.NoFollow ? [] : page.Links)
        {
            links.Add(url, address.Value, PageReason.None);
        }

        foreach (var refusal in tag.NoFollow ? [] : page.Refused)
        {
            links.Add(refusal.Url, address.Value, (PageReason)refusal.Reason);
        }

        var reason = page.Reason != 0 ? (PageReason)page.Reason
            : page.NoIndex || tag.NoIndex ? PageReason.NoIndex
            : string.IsNullOrWhiteSpace(page.Markdown) ? PageReason.Empty
            : PageReason.None;
        return (plan with { SeedTitle = page.Title.Length > 0 ? page.Title : null, SeedReason = reason.ToName(), SeedDetail = page.Detail }, page.Sitemaps);
    }
}
