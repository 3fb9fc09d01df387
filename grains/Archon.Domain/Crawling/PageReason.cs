namespace Archon.Domain.Crawling;

/// <summary>
/// Why a page failed (1–99), was skipped (100–199), or why a link was refused before it became a page (200–299).
/// The numbers are stored, sent and counted: each keeps its meaning for ever.
/// </summary>
public enum PageReason
{
    None = 0,

    /// <summary>The host name has no address.</summary>
    Dns = 1,

    /// <summary>No connection: refused, unreachable or reset.</summary>
    Connect = 2,

    /// <summary>The TLS handshake failed.</summary>
    Tls = 3,

    /// <summary>A connect, idle or total deadline passed.</summary>
    Timeout = 4,

    /// <summary>The body, after decompression, is larger than allowed.</summary>
    TooLarge = 5,

    /// <summary>The server answered 4xx.</summary>
    HttpClientError = 6,

    /// <summary>The server answered 5xx.</summary>
    HttpServerError = 7,

    /// <summary>More than ten redirects in a row.</summary>
    TooManyRedirects = 8,

    /// <summary>The address is not globally routable and private networks are not allowed.</summary>
    AddressRefused = 9,

    /// <summary>The answer is not HTTP, or cannot be decompressed.</summary>
    Protocol = 10,

    /// <summary>A redirect without a usable Location.</summary>
    InvalidRedirect = 11,

    /// <summary>The page could not be turned into Markdown.</summary>
    Processing = 12,

    /// <summary>The page cost more CPU time than one page may.</summary>
    ProcessingBudget = 13,

    /// <summary>robots.txt answered 5xx or not at all, so nothing may be fetched (RFC 9309, 2.3.1.4).</summary>
    RobotsUnavailable = 14,

    /// <summary>What the site wants to be told was sealed with another key than the silo's.</summary>
    AccessUnreadable = 15,

    /// <summary>A document that was handed in is not what its name says: it is broken, or of another kind.</summary>
    DocumentBroken = 16,

    /// <summary>A document that was handed in is encrypted, and opens only with a password.</summary>
    DocumentEncrypted = 17,

    /// <summary>What was handed in is not kept any more: it is to be handed in anew.</summary>
    DocumentMissing = 18,

    /// <summary>The server closed the connection before its answer was whole. Until 2026-11-30 this was counted as <see cref="Protocol"/>.</summary>
    BrokenOff = 19,

    /// <summary>A sitemap was asked for and the site has none.</summary>
    NoSitemap = 20,

    /// <summary>An llms.txt was asked for and the site has none.</summary>
    NoLlms = 21,

    /// <summary>The page is written by its scripts, and this machine has no browser that starts.</summary>
    BrowserMissing = 25,

    /// <summary>The page's scripts were not done within the time allowed.</summary>
    RenderTimeout = 26,

    /// <summary>The browser crashed, or could not show the page.</summary>
    RenderFailed = 27,

    /// <summary>robots.txt disallows it.</summary>
    DisallowedByRobots = 100,

    /// <summary>Not HTML, XHTML, plain text or Markdown.</summary>
    UnsupportedContentType = 101,

    /// <summary>It redirects to another page, which is kept under its own address.</summary>
    Redirected = 102,

    /// <summary>The page says that another address is its own, where nearly the same text is stored.</summary>
    Duplicate = 103,

    /// <summary>No text was left after the navigation was removed.</summary>
    Empty = 104,

    /// <summary>The page limit was reached before its turn came.</summary>
    PageLimit = 105,

    /// <summary>The page asks not to be indexed.</summary>
    NoIndex = 106,

    /// <summary>It redirects out of the crawl's scope.</summary>
    RedirectedOutOfScope = 107,

    /// <summary>Its text and title are those of another page of the crawl, which is stored.</summary>
    SameContent = 108,

    /// <summary>It is where the crawl began, and the list the crawl keeps to does not have it.</summary>
    SeedNotListed = 110,

    /// <summary>It lists pages and is none itself: a sitemap or an llms.txt.</summary>
    ListOfPages = 111,

    /// <summary>Its address is one of many that differ in numbers or in their query, and whose pages were nearly the same.</summary>
    Trap = 112,

    /// <summary>A refresh found no page where one was; what is stored of it stays until another refresh finds the same.</summary>
    Gone = 120,

    /// <summary>A refresh found no page where one was, for the second time: what was stored of it is removed.</summary>
    Removed = 121,

    /// <summary>Not http or https.</summary>
    UnsupportedScheme = 200,

    /// <summary>Outside the subtree, host or domain asked for.</summary>
    OutOfScope = 201,

    /// <summary>More link hops from the seed than allowed.</summary>
    TooDeep = 202,

    /// <summary>An exclude glob matches.</summary>
    Excluded = 203,

    /// <summary>Include globs are given and none matches.</summary>
    NotIncluded = 204,

    /// <summary>The path ends in an extension that is never a document (.png, .zip, …).</summary>
    BinaryExtension = 205,

    /// <summary>Longer than 2,048 characters.</summary>
    UrlTooLong = 206,

    /// <summary>The same path segments come again and again: a trap.</summary>
    RepeatedPath = 207,

    /// <summary>Not a URL at all.</summary>
    Malformed = 208,

    /// <summary>The frontier has taken all the pages it may for this crawl's page limit.</summary>
    BeyondPageLimit = 209,

    /// <summary>The crawl keeps to a sitemap or an llms.txt, which does not have it.</summary>
    NotListed = 215,

    /// <summary>llms.txt lists it as the Markdown of a page that is crawled itself.</summary>
    MarkdownTwin = 216,
}
