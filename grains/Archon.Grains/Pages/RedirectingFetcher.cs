using System.Collections.Immutable;
using Archon.Domain.Access;
using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Politeness;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Access;
using Archon.Ports.Fetching;
using Archon.Ports.Secrets;
using Archon.Ports.Storage;
using PrivateAccess = Archon.GrainInterfaces.Crawling.PrivateAccess;

namespace Archon.Grains.Pages;

/// <summary>
/// Fetches a page with a permit of its host's grain, following redirects by hand: each hop asks the rules, robots.txt and
/// the address guard again. A seed may redirect within its own site, and then moves the crawl's scope with it.
/// </summary>
internal sealed class RedirectingFetcher(
    IPageFetcher fetcher, PageRendering? rendering, IKnowledgeStore? store, SealedAccess access, HostReferences hosts, SiloAddress silo, AdmissionPolicy policy, int maxRedirects, TimeProvider clock)
{
    private const int ReleaseTries = 5;
    private static readonly TimeSpan ReleasePause = TimeSpan.FromSeconds(2);

    /// <inheritdoc cref="FetchRequest.AnyContentType"/>
    public bool AnyContentType { get; init; }

    /// <inheritdoc cref="FetchRequest.PrefersMarkdown"/>
    public bool PrefersMarkdown { get; init; }

    /// <summary>How documents are cut now (<see cref="Archon.Domain.Chunking.ChunkingOptions.Name"/>).</summary>
    public string Chunking { get; init; } = "";

    /// <inheritdoc cref="FetchRequest.MaxBytes"/>
    public long? MaxBytes { get; init; }

    public async Task<PageFetch> FetchAsync(PageWork work, CanonicalUrl url, IBodyAllowance allowance, CancellationToken cancellationToken)
    {
        var current = url;
        string? scope = null;
        for (var hops = 0; ; hops++)
        {
            var version = work.Rules.Refreshes && store is not null ? await FindVersionAsync(store, work.Rules, current, cancellationToken) : null;

            // Whoever has come half-way waits for the rest: given back, the page would have to be asked for from its beginning.
            var exchange = await ExchangeAsync(work, current, version, work.WaitsForHost || hops > 0, allowance, cancellationToken);
            if (exchange.Result is not FetchRedirect redirect)
            {
                return new PageFetch(current, exchange.Result, scope) { Version = version, Rendering = exchange.Rendering, IsRendered = exchange.IsRendered, WhenEmpty = exchange.WhenEmpty };
            }

            if (hops == maxRedirects)
            {
                return new PageFetch(current, new FetchFailure(PageReason.TooManyRedirects, redirect.Status, $"More than {maxRedirects} redirects in a row, the last to {redirect.Target}."), scope);
            }

            if (!CanonicalUrl.TryParse(redirect.Target.AbsoluteUri, out var target))
            {
                return new PageFetch(current, new FetchFailure(PageReason.InvalidRedirect, redirect.Status, $"Redirects to {redirect.Target}, which is not a usable address."), scope);
            }

            target = target.WithRouteOf(current);
            var admitted = work.Depth == 0 ? SameSite.Are(url, target) : policy.Judge(target, Math.Min(work.Depth, work.Rules.MaxDepth)) == PageReason.None;
            if (!admitted)
            {
                return new PageFetch(current, new FetchSkip(PageReason.RedirectedOutOfScope, redirect.Status, $"Redirects to {target}, which is outside the crawl's scope."), scope);
            }

            current = target;
            scope = work.Depth == 0 && target != url ? target.Value : null;
        }
    }

    // What was read in another way must be read again, whether it has changed or not.
    private async Task<DocumentVersion?> FindVersionAsync(IKnowledgeStore store, CrawlRules rules, CanonicalUrl url, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(rules.SourceId, url.Value, cancellationToken) is { } version
            && version.Reading == PageReading.Of(rules.RespectRobots, rules.ExtractCode, (RenderMode)rules.Render, rules.Access is not null, Chunking)
            ? version
            : null;

    private async Task<PageExchange> ExchangeAsync(
        PageWork work, CanonicalUrl url, DocumentVersion? version, bool patient, IBodyAllowance allowance, CancellationToken cancellationToken)
    {
        var rules = work.Rules;
        if (TryOpen(rules, url, out var headers) is { } unreadable)
        {
            return new PageExchange(unreadable);
        }

        var host = hosts.Of(url);
        var allowPrivate = AllowsPrivate(rules, url);
        var permit = await AcquireAsync(
            host,
            new PermitRequest
            {
                PathAndQuery = url.PathAndQuery,
                RespectRobots = rules.RespectRobots,
                AllowPrivateAddress = allowPrivate,
                Id = Random.Shared.NextInt64(1L << 32, long.MaxValue),
                Silo = silo.ToParsableString(),
                Crawl = work.CrawlId,
                Patient = patient,
            },
            cancellationToken);
        if (permit.Waits)
        {
            return new PageExchange(new HostHeld(permit.HeldFor));
        }

        if (permit.Id == 0)
        {
            var reason = (PageReason)permit.Reason;
            return new PageExchange(reason == PageReason.DisallowedByRobots
                ? new FetchSkip(reason, permit.HttpStatus, permit.Detail ?? "")
                : new FetchFailure(reason, permit.HttpStatus, permit.Detail ?? ""));
        }

        var report = new PermitReport { Id = permit.Id };
        try
        {
            var request = new FetchRequest
            {
                Url = url.ToUri(),
                AllowPrivateAddress = allowPrivate,
                ETag = version?.ETag,
                LastModified = version?.LastModified,
                Allowance = allowance,
                AnyContentType = AnyContentType,
                PrefersMarkdown = PrefersMarkdown,
                Headers = headers,
                MaxBytes = MaxBytes,
            };
            var result = Untold(rules, headers, await fetcher.FetchAsync(request, cancellationToken));
            report = Report(permit, result);

            // Still under the permit: what a rendered page asks for is asked of the same host.
            return rendering is null ? new PageExchange(result) : await rendering.RenderAsync(rules, url, headers, result, allowance, cancellationToken);
        }
        finally
        {
            // The page is here: a host's silo that does not answer must not keep it.
            _ = ReleaseAsync(host, report);
        }
    }

    // Whoever gave the access will wonder.
    private static FetchResult Untold(CrawlRules rules, ImmutableArray<RequestHeader> headers, FetchResult result) =>
        result is FetchFailure { Status: 401 } failure && rules.Access is not null && headers.IsEmpty && CanonicalUrl.TryParse(rules.Seed, out var seed)
            ? failure with { Detail = $"The server answered 401: it wants to know who asks, and was not told. What was given is for {seed.Origin} alone; crawl the address of this page instead, with its access." }
            : result;

    private FetchFailure? TryOpen(CrawlRules rules, CanonicalUrl url, out ImmutableArray<RequestHeader> headers)
    {
        try
        {
            headers = access.For(rules, url);
            return null;
        }
        catch (SecretSealException exception)
        {
            headers = [];
            return new FetchFailure(PageReason.AccessUnreadable, null, exception.Message);
        }
    }

    // A large document may have waited here for room, which says nothing of the host.
    private static PermitReport Report(Permit permit, FetchResult result)
    {
        var (reason, status) = result switch
        {
            FetchedDocument document => (PageReason.None, document.Status),
            FetchUnchanged => (PageReason.None, 304),
            FetchRedirect redirect => (PageReason.None, redirect.Status),
            FetchSkip skip => (skip.Reason, skip.Status),
            FetchFailure failure => (failure.Reason, failure.Status),
            _ => (PageReason.None, (int?)null),
        };
        return new PermitReport
        {
            Id = permit.Id,
            Verdict = (int)ExchangeJudge.Judge(reason, status),
            HttpStatus = status,
            RetryAfter = result.RetryAfter,
            Latency = result is FetchedDocument { Bytes: < LargeDocuments.Large } or FetchUnchanged or FetchRedirect ? result.Elapsed : null,
        };
    }

    private async Task<Permit> AcquireAsync(IHostGrain host, PermitRequest request, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var permit = await TryAcquireAsync(host, request, cancellationToken);
                if (permit is { Waits: false })
                {
                    return permit;
                }

                if (permit is not null && !request.Patient)
                {
                    // Others may have the place meanwhile.
                    _ = ReleaseAsync(host, new PermitReport { Id = request.Id });
                    return permit;
                }
            }
        }
        catch
        {
            // Who gives up does not hear whether the permit was granted at the same moment.
            _ = ReleaseAsync(host, new PermitReport { Id = request.Id });
            throw;
        }
    }

    private static async Task<Permit?> TryAcquireAsync(IHostGrain host, PermitRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await host.AcquireAsync(request, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The request or its answer got lost, or the host's silo is not yet known to be dead.
            return null;
        }
    }

    // A permit that cannot be given back expires by itself, which keeps a host waiting for minutes: so it is tried more than once. The page is here and must
    // not be lost for it.
    private async Task ReleaseAsync(IHostGrain host, PermitReport report)
    {
        for (var tries = 0; tries < ReleaseTries; tries++)
        {
            var releasing = host.ReleaseAsync(report);
            await releasing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (releasing.IsCompletedSuccessfully)
            {
                return;
            }

            await Task.Delay(ReleasePause, clock);
        }
    }

    /// <summary>Whether an exchange with this address may dial private networks.</summary>
    public static bool AllowsPrivate(CrawlRules rules, CanonicalUrl url) => rules.PrivateAccess switch
    {
        PrivateAccess.All => true,
        PrivateAccess.SeedOrigin => CanonicalUrl.TryParse(rules.Seed, out var seed) && seed.Origin == url.Origin,
        _ => false,
    };
}
