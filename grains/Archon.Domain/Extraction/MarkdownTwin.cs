using Archon.Domain.Search;
using Archon.Domain.Urls;

namespace Archon.Domain.Extraction;

/// <summary>
/// A page's own Markdown, which its site offers beside the HTML (<c>link rel=alternate type=text/markdown</c>): text as its author wrote it. Some of them
/// lack what a component of the page writes, or are another page; so a twin counts when it has the page's words.
/// </summary>
public static class MarkdownTwin
{
    /// <summary>Of a hundred different words of the page, how many its twin must have.</summary>
    private const int Cover = 90;

    /// <summary>Where a page's twin is; null when it has none, or one of another origin.</summary>
    /// <param name="page">Where the page is.</param>
    /// <param name="link">What it says, absolute.</param>
    public static CanonicalUrl? Of(CanonicalUrl page, string? link) =>
        CanonicalUrl.TryParse(link, out var twin) && twin != page && twin.OriginSpan.SequenceEqual(page.OriginSpan) ? twin : null;

    /// <summary>The content type is Markdown's (RFC 7763).</summary>
    public static bool IsMarkdown(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals("text/markdown", StringComparison.OrdinalIgnoreCase) || type.Equals("text/x-markdown", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The twin has what the page says: nine tenths of its different words. Where links lead is no matter.</summary>
    /// <param name="twin">The twin's Markdown.</param>
    /// <param name="page">The Markdown that was made of the page.</param>
    public static bool Covers(string twin, string page)
    {
        var words = Words(page);
        var known = Words(twin);
        var missing = words.Count(word => !known.Contains(word));
        return known.Count > 0 && missing * 100 <= words.Count * (100 - Cover);
    }

    private static HashSet<string> Words(string markdown)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (before, target) = (0, 0);
        foreach (var (start, length) in TextWords.Of(markdown))
        {
            // Between "](" and ")" is no word of the text.
            if (start >= target && markdown.AsSpan(before, start - before).Contains("](", StringComparison.Ordinal))
            {
                var end = markdown.AsSpan(start).IndexOfAny(')', '\n');
                target = end < 0 ? markdown.Length : start + end;
            }

            if (start >= target)
            {
                words.Add(markdown.Substring(start, length));
            }

            before = start + length;
        }

        return words;
    }
}
