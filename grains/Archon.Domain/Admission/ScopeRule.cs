using System.Net;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>
/// Refuses what is outside the scope asked for, seen from the scope's address:
/// <list type="bullet">
/// <item>subtree: the same host, and the folder the address stands for. <c>/docs/</c> and <c>/docs/index.html</c> stand for
/// <c>/docs/…</c>, <c>/docs</c> for itself and <c>/docs/…</c>. A last segment is a file when its extension is a known one.</item>
/// <item>host: the same host.</item>
/// <item>domain: the parent site and every host below it. The parent site is the host without its first label (<c>www</c>,
/// <c>docs</c>), as long as two labels remain and they are not a suffix shared by strangers (<see cref="SharedSuffixes"/>);
/// otherwise the host itself. An IP address, a host of one label and a shared suffix equal only themselves.</item>
/// </list>
/// A host includes its port: http and https on their default ports count as one, other ports must be equal.
/// </summary>
internal sealed class ScopeRule
{
    private readonly CanonicalUrl _scope;
    private readonly string _site;
    private readonly string _belowSite;
    private readonly string _folder;

    public ScopeRule(CrawlScope scope, CanonicalUrl scopeUrl)
    {
        _scope = scopeUrl;
        _site = scope == CrawlScope.Domain ? SiteOf(scopeUrl.Host) : scopeUrl.Host;
        _belowSite = scope == CrawlScope.Domain && HasHostsBelow(_site) ? "." + _site : "";
        _folder = scope == CrawlScope.Subtree ? FolderOf(scopeUrl.Path) : "/";
    }

    public PageReason Judge(CanonicalUrl url) => IsOnHost(url) && IsInFolder(url.PathSpan) ? PageReason.None : PageReason.OutOfScope;

    /// <summary>The site a host belongs to: it and all hosts that end in it are the host's domain.</summary>
    internal static string SiteOf(string host)
    {
        var parent = host[(host.IndexOf('.') + 1)..];
        return HasHostsBelow(host) && HasHostsBelow(parent) ? parent : host;
    }

    /// <summary>The folder a path stands for: itself, unless its last segment is a file.</summary>
    internal static string FolderOf(string path) => FileExtensions.IsFile(path) ? path[..(path.LastIndexOf('/') + 1)] : path;

    private static bool HasHostsBelow(string host) => host.Contains('.') && !IsAddress(host) && !SharedSuffixes.Contains(host);

    private static bool IsAddress(string host) => host.StartsWith('[') || IPAddress.TryParse(host, out _);

    private bool IsOnHost(CanonicalUrl url) =>
        (url.HostSpan.SequenceEqual(_site) || (_belowSite.Length > 0 && url.HostSpan.EndsWith(_belowSite)))
        && SameHost.PortsAgree(_scope, url);

    private bool IsInFolder(ReadOnlySpan<char> path) =>
        path.StartsWith(_folder) && (path.Length == _folder.Length || _folder.EndsWith('/') || path[_folder.Length] == '/');
}
