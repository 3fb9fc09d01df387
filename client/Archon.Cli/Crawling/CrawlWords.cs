using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Crawling;

/// <summary>The words people read for what crawls count in names.</summary>
internal static class CrawlWords
{
    /// <summary>The words of each reason; the web page's <c>words.js</c> has the same.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dns"] = "the host name has no address",
        ["connect"] = "no connection",
        ["tls"] = "the TLS handshake failed",
        ["timeout"] = "the server was too slow",
        ["too-large"] = "the page is too large",
        ["http-client-error"] = "the server answered 4xx",
        ["http-server-error"] = "the server answered 5xx",
        ["too-many-redirects"] = "more than ten redirects in a row",
        ["address-refused"] = "the address is in a private network",
        ["protocol"] = "the answer is not proper HTTP",
        ["broken-off"] = "the server broke off",
        ["invalid-redirect"] = "a redirect leads nowhere",
        ["processing"] = "the page could not be turned into Markdown",
        ["processing-budget"] = "the page costs too much time to process",
        ["robots-unavailable"] = "robots.txt could not be had, so nothing may be fetched",
        ["access-unreadable"] = "what the site is to be told cannot be decrypted: the key is another one, or there is none",
        ["document-broken"] = "the file is not what its name says",
        ["document-encrypted"] = "the file is encrypted",
        ["document-missing"] = "what was handed in is not kept any more",
        ["no-sitemap"] = "the site has no sitemap",
        ["no-llms"] = "the site has no llms.txt",
        ["browser-missing"] = "the page is written by JavaScript, and there is no browser to render it",
        ["render-timeout"] = "the page's scripts were not done in time",
        ["render-failed"] = "the browser could not show the page",
        ["disallowed-by-robots"] = "robots.txt disallows it",
        ["unsupported-content-type"] = "not a text document",
        ["redirected"] = "redirects to another page",
        ["duplicate"] = "the same document as another page",
        ["empty"] = "no text on it",
        ["page-limit"] = "beyond the page limit",
        ["no-index"] = "asks not to be indexed",
        ["redirected-out-of-scope"] = "redirects out of the scope",
        ["same-content"] = "the same text as another page, which is stored",
        ["seed-not-listed"] = "where the crawl began, and not listed",
        ["list-of-pages"] = "a list of pages, not a page",
        ["uncounted"] = "more than are told apart by their reason",
        ["trap"] = "one of many nearly the same, such as a calendar's",
        ["gone"] = "gone; kept until the next refresh finds the same",
        ["removed"] = "gone twice, and removed",
        ["unsupported-scheme"] = "not http or https",
        ["out-of-scope"] = "outside the scope",
        ["too-deep"] = "beyond the depth limit",
        ["excluded"] = "left out by an exclude pattern",
        ["not-included"] = "matches no include pattern",
        ["binary-extension"] = "a file, not a document",
        ["url-too-long"] = "the address is too long",
        ["repeated-path"] = "the path repeats itself (a trap)",
        ["malformed"] = "not a URL",
        ["beyond-page-limit"] = "beyond the page limit",
        ["not-listed"] = "not in the list the crawl keeps to",
        ["markdown-twin"] = "the Markdown of a page that is crawled itself",
    };

    /// <summary>A status as it stands in JSON and in <c>--status</c>.</summary>
    public static string Name(CrawlStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>A reason for people; one that is not known here keeps its name.</summary>
    public static string Reason(string name) => Reasons.GetValueOrDefault(name) ?? name.Replace('-', ' ');
}
