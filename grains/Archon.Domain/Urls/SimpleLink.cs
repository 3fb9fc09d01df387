using System.Buffers;

namespace Archon.Domain.Urls;

/// <summary>
/// The quick way for the links most pages are made of: <c>guide/intro.html</c>, <c>/docs/api#x</c>, or an absolute address on
/// the page's own origin. Whatever might need work is left to <see cref="UrlParser"/>; the two always agree.
/// </summary>
internal static class SimpleLink
{
    // No colon: what stands before it might be a scheme. No percent, backslash, question mark, blank: they need work. A semicolon may begin a session.
    private static readonly SearchValues<char> Untouched =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=@/");

    public static bool TryResolve(CanonicalUrl @base, ReadOnlySpan<char> href, out CanonicalUrl url)
    {
        url = default;
        if (@base == default || HashRoute.IsIn(href))
        {
            return false;
        }

        var fragment = href.IndexOf('#');
        var link = fragment < 0 ? href : href[..fragment];
        var origin = @base.OriginSpan;
        if (link.Length > origin.Length && link[origin.Length] == '/' && link.StartsWith(origin))
        {
            link = link[origin.Length..];
        }
        else if (link is ['/', '/', ..])
        {
            return false;
        }

        if (link is [] or ['.', ..] || link.ContainsAnyExcept(Untouched) || link.Contains("/.", StringComparison.Ordinal))
        {
            return false;
        }

        var prefix = link[0] == '/' ? origin : @base.FolderSpan;
        if (prefix.Length + link.Length > CanonicalUrl.MaxLength)
        {
            return false;
        }

        var value = string.Concat(prefix, link);
        url = new CanonicalUrl(value, @base.HostEnd, @base.PathStart, value.Length);
        return true;
    }
}
