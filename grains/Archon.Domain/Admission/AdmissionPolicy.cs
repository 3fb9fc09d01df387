using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Decides which links of one crawl become pages. Made once a crawl, used from any thread.</summary>
public sealed class AdmissionPolicy
{
    private readonly CanonicalUrl _scopeUrl;
    private readonly string _seed;
    private readonly ScopeRule _scope;
    private readonly GlobRules _globs;
    private readonly DepthRule _depth;

    private AdmissionPolicy(CrawlSettings settings, CanonicalUrl scopeUrl)
    {
        _scopeUrl = scopeUrl;
        _seed = settings.Url;
        _scope = new ScopeRule(settings.Scope, scopeUrl);
        _globs = new GlobRules(settings);
        _depth = new DepthRule(settings);
        ReadsFiles = GitHubFile.IsRaw(scopeUrl);
        FollowsLinks = settings.Mode is not (CrawlMode.Sitemap or CrawlMode.Llms);
    }

    /// <summary>The crawl reads files of a repository themselves, and not the pages that show them.</summary>
    internal bool ReadsFiles { get; }

    /// <summary>Pages are found by the links on other pages, too, and not only by the site's own list.</summary>
    public bool FollowsLinks { get; }

    /// <param name="settings">Checked settings of the crawl.</param>
    /// <param name="scopeUrl">The seed, or where it was redirected to.</param>
    /// <exception cref="ArgumentException">A glob cannot be read, or the scope's address is empty.</exception>
    public static AdmissionPolicy For(CrawlSettings settings, CanonicalUrl scopeUrl)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return scopeUrl == default
            ? throw new ArgumentException("The scope's address is empty; pass the seed's canonical address.", nameof(scopeUrl))
            : new AdmissionPolicy(settings, scopeUrl);
    }

    /// <summary>
    /// <see cref="PageReason.None"/> when the address is admitted, else the first rule that refuses it. Depth comes last, so that
    /// <see cref="PageReason.TooDeep"/> counts the pages that more depth would have found.
    /// </summary>
    public PageReason Judge(CanonicalUrl url, int depth)
    {
        if (url == default)
        {
            return PageReason.Malformed;
        }

        var reason = UrlLengthRule.Judge(url);
        reason = reason == PageReason.None ? _scope.Judge(url) : reason;
        reason = reason == PageReason.None ? BinaryExtensionRule.Judge(url) : reason;
        reason = reason == PageReason.None ? RepeatedPathRule.Judge(url) : reason;
        reason = reason == PageReason.None ? _globs.Judge(url, IsSeed(url)) : reason;
        return reason == PageReason.None ? _depth.Judge(depth) : reason;
    }

    private bool IsSeed(CanonicalUrl url) => url == _scopeUrl || string.Equals(url.Value, _seed, StringComparison.Ordinal);
}
