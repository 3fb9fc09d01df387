using Archon.Domain.Crawling;

namespace Archon.Domain.Urls;

/// <summary>
/// A fragment that is a route: <c>#/guide</c> or <c>#!/guide</c>. Sites that are one document show another page for each (docsify, and whatever routes by
/// hash), where other fragments are places in a page. What names a place behind the route (a second <c>#</c>, docsify's <c>?id=</c>) is cut off.
/// </summary>
internal static class HashRoute
{
    /// <summary>A link has one; more than a look costs only who has.</summary>
    public static bool IsIn(ReadOnlySpan<char> link) =>
        link.IndexOf('#') is >= 0 and var hash && (link[(hash + 1)..] is ['/', ..] or ['!', '/', ..]);

    /// <summary>The route in a fragment; empty when it is none, or the one that a site begins with.</summary>
    /// <param name="fragment">What stands behind the <c>#</c>.</param>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> fragment)
    {
        var place = fragment.IndexOf('#');
        fragment = place < 0 ? fragment : fragment[..place];
        place = fragment.IndexOf("?id=");
        fragment = place < 0 ? fragment : fragment[..place];
        return fragment is ['/', _, ..] or ['!', '/', _, ..] ? fragment : [];
    }

    /// <summary>Puts a route behind an address.</summary>
    public static PageReason Append(ReadOnlySpan<char> route, ref CanonicalUrl url)
    {
        var writer = new UrlWriter(stackalloc char[CanonicalUrl.MaxLength]);
        writer.Append('#');
        PercentEncoding.Append(ref writer, route);
        if (writer.Overflowed || url.PathEnd + url.QuerySpan.Length + writer.Length > CanonicalUrl.MaxLength)
        {
            url = default;
            return PageReason.UrlTooLong;
        }

        url = url.WithRoute(writer.Written);
        return PageReason.None;
    }
}
