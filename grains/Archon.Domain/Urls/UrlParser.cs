using System.Globalization;
using Archon.Domain.Crawling;

namespace Archon.Domain.Urls;

/// <summary>
/// Reads every address and link. In order: 1. clean the text and cut the fragment, 2. find the scheme and what the rest is
/// relative to, 3. write origin, path and query canonically, 4. put the fragment back when it is a route. Linear in the text; refuses with a
/// reason, never throws.
/// </summary>
internal static class UrlParser
{
    /// <param name="text">Any text.</param>
    /// <param name="base">What a relative link starts from; <c>default</c> when only an absolute address will do.</param>
    /// <param name="url">The address when the answer is <see cref="PageReason.None"/>.</param>
    public static PageReason Parse(string text, CanonicalUrl @base, out CanonicalUrl url)
    {
        // 1.
        var rest = UrlScheme.Clean(text);
        var fragment = rest.IndexOf('#');
        var route = fragment < 0 ? [] : HashRoute.Of(rest[(fragment + 1)..]);
        var refusal = ParseDocument(fragment < 0 ? rest : rest[..fragment], @base, out url);

        // 4.
        return refusal != PageReason.None || route.IsEmpty ? refusal : HashRoute.Append(route, ref url);
    }

    private static PageReason ParseDocument(ReadOnlySpan<char> rest, CanonicalUrl @base, out CanonicalUrl url)
    {
        url = default;
        var writer = new UrlWriter(stackalloc char[CanonicalUrl.MaxLength]);

        // 2.
        var scheme = UrlScheme.Of(rest);
        var https = @base.Value.StartsWith("https:", StringComparison.Ordinal);
        if (scheme.IsEmpty)
        {
            if (@base == default)
            {
                return PageReason.Malformed;
            }

            return Slashes(rest) < 2 ? WriteRelative(ref writer, rest, @base, out url) : WriteAbsolute(ref writer, rest, https, out url);
        }

        rest = rest[(scheme.Length + 1)..];
        var toHttps = scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        if (!toHttps && !scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
        {
            return PageReason.UnsupportedScheme;
        }

        // "https:page" on an https page is a relative link to every browser.
        var relative = Slashes(rest) < 2 && @base != default && https == toHttps;
        return relative ? WriteRelative(ref writer, rest, @base, out url) : WriteAbsolute(ref writer, rest, toHttps, out url);
    }

    /// <summary>True when a user name or password stands before the host of an absolute http(s) address; Archon never sends one.</summary>
    public static bool HasUserInfo(ReadOnlySpan<char> cleaned) => AuthorityOf(cleaned).Contains('@');

    /// <summary>The digits behind the host of an absolute http(s) address; null when there are none.</summary>
    public static string? PortOf(ReadOnlySpan<char> cleaned)
    {
        var authority = AuthorityOf(cleaned);
        var digits = authority[(authority.LastIndexOf(':') + 1)..];
        return digits.Length < authority.Length && !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9') ? digits.ToString() : null;
    }

    /// <summary>1 to 65,535; nothing listens on port 0.</summary>
    public static bool IsPort(ReadOnlySpan<char> digits) => TryReadPort(digits, out _);

    private static ReadOnlySpan<char> AuthorityOf(ReadOnlySpan<char> cleaned)
    {
        var scheme = UrlScheme.Of(cleaned);
        if (scheme.IsEmpty)
        {
            return [];
        }

        var rest = cleaned[(scheme.Length + 1)..].TrimStart("/\\");
        var end = rest.IndexOfAny("/\\?#");
        return end < 0 ? rest : rest[..end];
    }

    private static PageReason WriteAbsolute(ref UrlWriter writer, ReadOnlySpan<char> rest, bool https, out CanonicalUrl url)
    {
        url = default;
        rest = rest.TrimStart("/\\");
        var end = rest.IndexOfAny('/', '\\', '?');
        var authority = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..];

        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = authority.LastIndexOf(':');
        var port = 0;
        if (colon >= 0 && colon > authority.LastIndexOf(']'))
        {
            var digits = authority[(colon + 1)..];
            authority = authority[..colon];
            if (!digits.IsEmpty && !TryReadPort(digits, out port))
            {
                return PageReason.Malformed;
            }
        }

        writer.Append(https ? "https://" : "http://");
        if (!HostName.TryAppend(ref writer, authority))
        {
            return PageReason.Malformed;
        }

        var hostEnd = writer.Length;
        if (port != 0 && port != (https ? 443 : 80))
        {
            writer.Append(':');
            writer.Append(port.ToString(CultureInfo.InvariantCulture));
        }

        var pathStart = writer.Length;
        writer.Append('/');
        return WritePathAndQuery(ref writer, rest is ['/' or '\\', ..] ? rest[1..] : rest, hostEnd, pathStart, out url);
    }

    private static PageReason WriteRelative(ref UrlWriter writer, ReadOnlySpan<char> rest, CanonicalUrl @base, out CanonicalUrl url)
    {
        switch (rest)
        {
            case []:
                url = @base.WithoutRoute();
                return PageReason.None;
            case ['?', ..]:
                writer.Append(@base.OriginSpan);
                writer.Append(@base.PathSpan);
                return WriteQuery(ref writer, rest, @base.HostEnd, @base.PathStart, out url);
            case ['/' or '\\', ..]:
                writer.Append(@base.OriginSpan);
                writer.Append('/');
                return WritePathAndQuery(ref writer, rest[1..], @base.HostEnd, @base.PathStart, out url);
            default:
                writer.Append(@base.FolderSpan);
                return WritePathAndQuery(ref writer, rest, @base.HostEnd, @base.PathStart, out url);
        }
    }

    /// <summary>The writer ends with the slash that the path is appended to.</summary>
    private static PageReason WritePathAndQuery(
        ref UrlWriter writer, ReadOnlySpan<char> rest, int hostEnd, int pathStart, out CanonicalUrl url)
    {
        var query = rest.IndexOf('?');
        UrlPath.Append(ref writer, query < 0 ? rest : rest[..query], pathStart);
        return WriteQuery(ref writer, query < 0 ? [] : rest[query..], hostEnd, pathStart, out url);
    }

    private static PageReason WriteQuery(
        ref UrlWriter writer, ReadOnlySpan<char> query, int hostEnd, int pathStart, out CanonicalUrl url)
    {
        var pathEnd = writer.Length;
        UrlQuery.Append(ref writer, query is ['?', ..] ? query[1..] : query);
        if (writer.Overflowed)
        {
            url = default;
            return PageReason.UrlTooLong;
        }

        url = new CanonicalUrl(writer.Written.ToString(), hostEnd, pathStart, pathEnd);
        return PageReason.None;
    }

    private static int Slashes(ReadOnlySpan<char> text)
    {
        var other = text.IndexOfAnyExcept('/', '\\');
        return other < 0 ? text.Length : other;
    }

    private static bool TryReadPort(ReadOnlySpan<char> digits, out int port) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65_535;
}
