using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Access;
using Archon.Domain.Crawling;
using Archon.Domain.Rendering;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.Ports.Fetching;
using PrivateAccess = Archon.GrainInterfaces.Crawling.PrivateAccess;

namespace Archon.Grains.Pages;

/// <summary>
/// Has a browser render what needs it, as the crawl's mode says. In auto mode a document is judged by itself, and what rendering has been good
/// for on its host decides with it.
/// </summary>
internal sealed class PageRendering(IPageRenderer renderer, LearnedRendering learned)
{
    /// <summary>The answer as the page's reader is to have it. Status and headers stay those of the server.</summary>
    public async Task<PageExchange> RenderAsync(
        CrawlRules rules, CanonicalUrl url, ImmutableArray<RequestHeader> headers, FetchResult answer, IBodyAllowance allowance, CancellationToken cancellationToken)
    {
        var mode = (RenderMode)rules.Render;
        if (answer is not FetchedDocument { Kind: DocumentKind.Html } document || mode == RenderMode.Never)
        {
            return new PageExchange(answer);
        }

        if (mode == RenderMode.Always)
        {
            return await HoldAsync(Strictly(document, await RenderAsync(rules, url, headers, document, cancellationToken), "Rendered, as asked."), allowance, cancellationToken);
        }

        var host = learned.Of(url.Origin);
        host.Count();
        var before = ShellScanner.Read(document.Text);
        var judgement = IsSeed(rules, url) ? ShellJudge.JudgeFirst(before) : ShellJudge.Judge(before);
        if (judgement.Verdict == ShellVerdict.Complete)
        {
            return new PageExchange(document);
        }

        var tried = await host.TryAsync(
            PathPattern.Of(url.PathAndQuery),
            judgement.Verdict,
            async () => Weigh(document, before, judgement, await RenderAsync(rules, url, headers, document, cancellationToken)),
            cancellationToken);
        return tried is null
            ? new PageExchange(document, $"Not rendered, though {judgement.Ground}: pages like it gained nothing.")
            : await HoldAsync(tried, allowance, cancellationToken);
    }

    private Task<RenderResult> RenderAsync(
        CrawlRules rules, CanonicalUrl url, ImmutableArray<RequestHeader> headers, FetchedDocument document, CancellationToken cancellationToken) =>
        renderer.RenderAsync(new RenderRequest { Url = url.ToUri(), Html = document.Text, PrivateReach = Reach(rules, url), Headers = headers }, cancellationToken);

    // What was rendered, and whether it has what the document lacked. A redirect proves that the document was none.
    private static (PageExchange Exchange, bool? Gained) Weigh(FetchedDocument document, PageEvidence before, ShellJudgement judgement, RenderResult result)
    {
        if (result is RenderFailure failure)
        {
            var failed = new FetchFailure(failure.Reason, document.Status, failure.Detail);
            return judgement.IsCertain
                ? (new PageExchange(failed), null)
                : (new PageExchange(document, $"Not rendered, though {judgement.Ground}. {failure.Detail}", WhenEmpty: failed), null);
        }

        if (result is RenderedDocument { Html: var html } && !ShellJudge.IsGain(before, ShellScanner.ReadRendered(html)))
        {
            return (new PageExchange(document, $"Rendered, for {judgement.Ground}; kept as it came, for nothing was gained."), false);
        }

        return (Strictly(document, result, $"Rendered, for {judgement.Ground}."), true);
    }

    private static PageExchange Strictly(FetchedDocument document, RenderResult result, string note) => result switch
    {
        // What the server can be asked of is the shell: that it has not changed says nothing of what its scripts fetch.
        RenderedDocument { Html: var html } =>
            new PageExchange(document with { Text = html, Bytes = Encoding.UTF8.GetByteCount(html), ETag = null, LastModified = null }, note, IsRendered: true),
        RenderRedirect redirect => new PageExchange(new FetchRedirect(redirect.Target, document.Status)),
        RenderFailure failure => new PageExchange(new FetchFailure(failure.Reason, document.Status, failure.Detail)),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is not what a renderer gives."),
    };

    // A rendered document is often larger than the one that was fetched, and held as long.
    private static async Task<PageExchange> HoldAsync(PageExchange exchange, IBodyAllowance allowance, CancellationToken cancellationToken)
    {
        if (exchange.Result is FetchedDocument document)
        {
            await allowance.GrowAsync(document.Bytes, cancellationToken);
        }

        return exchange;
    }

    private static bool IsSeed(CrawlRules rules, CanonicalUrl url) => CanonicalUrl.TryParse(rules.Seed, out var seed) && seed == url;

    private static PrivateReach Reach(CrawlRules rules, CanonicalUrl url) => rules.PrivateAccess switch
    {
        PrivateAccess.All => PrivateReach.All,
        PrivateAccess.SeedOrigin when CanonicalUrl.TryParse(rules.Seed, out var seed) && seed.Origin == url.Origin => PrivateReach.OwnOrigin,
        _ => PrivateReach.None,
    };
}
