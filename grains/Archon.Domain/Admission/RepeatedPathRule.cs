using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>
/// Refuses the paths that badly written relative links breed for ever: a segment or a sequence of segments three times in a
/// row (<c>/a/a/a</c>, <c>/a/b/a/b/a/b</c>), or one segment more than five times anywhere.
/// </summary>
internal static class RepeatedPathRule
{
    private const int TimesInARow = 3;
    private const int TimesAnywhere = 5;

    public static PageReason Judge(CanonicalUrl url)
    {
        var path = url.PathSpan[1..];
        var count = path.Count('/') + 1;
        if (count < TimesInARow)
        {
            return PageReason.None;
        }

        Span<ulong> segments = stackalloc ulong[count];
        var index = 0;
        foreach (var range in path.Split('/'))
        {
            segments[index++] = Fingerprint(path[range]);
        }

        // A slash at the end is not a segment.
        segments = path.EndsWith('/') ? segments[..^1] : segments;
        return RepeatsInARow(segments) || RepeatsAnywhere(segments) ? PageReason.RepeatedPath : PageReason.None;
    }

    private static bool RepeatsInARow(ReadOnlySpan<ulong> segments)
    {
        for (var period = 1; period <= segments.Length / TimesInARow; period++)
        {
            var equal = 0;
            for (var i = period; i < segments.Length; i++)
            {
                equal = segments[i] == segments[i - period] ? equal + 1 : 0;
                if (equal == period * (TimesInARow - 1))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool RepeatsAnywhere(Span<ulong> segments)
    {
        segments.Sort();
        for (var i = TimesAnywhere; i < segments.Length; i++)
        {
            if (segments[i] == segments[i - TimesAnywhere])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>FNV-1a: the same on every machine, unlike a string's hash code.</summary>
    private static ulong Fingerprint(ReadOnlySpan<char> segment)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in segment)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return hash;
    }
}
