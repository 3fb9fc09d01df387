using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Words by which a site gives itself away in a box beside or below the text.</summary>
internal static class SiteWords
{
    // Of a line that only says what follows, and of one that begins as a site's do.
    private const int LongestOpening = 40;
    private const int LongestLine = 160;

    // Where a site speaks of itself it is short.
    private const int MostRead = 2_000;

    // Words that are all of a line, and the first of one.
    private static readonly string[] Openings =
        [
            "share", "related", "categories", "tags", "archives", "subscribe", "newsletter", "advertisement", "contents", "feedback", "comments", "search", "menu", "navigation", "other posts", "about the author", "about me", "share this",
            "related posts", "related articles", "related pages", "related content", "related links", "recent posts", "recent comments", "popular posts", "sponsored by", "follow us", "was this",
            "you might also", "you may also", "stay up to date", "enjoying this", "enjoyed this", "we are hiring", "we're hiring", "join us", "follow me", "you are viewing", "you are reading", "found an error",
            "found a bug", "found a mistake", "need help", "latest news", "written by", "posted by", "published by", "latest posts", "more from", "read next", "subscribe to", "subscribe now", "like this",
            "on this page", "in this article", "table of contents", "edit this page", "© 20", "copyright ©", "copyright 20", "sign up", "join our", "get our",
        ];

    // In any place of what is called so already.
    private static readonly string[] Phrases =
        ["©", "all rights reserved", "unsubscribe", "your inbox", "our newsletter", "sponsored", "our sponsors", "was this page", "last updated", "last modified", "privacy policy", "we use cookies"];

    // In any place of a footer.
    private static readonly string[] OfFooters =
        [
            "copyright", "powered by", "built with", "made with", "generated ", "hosted by", "last edited", "last change", "updated on", "updated at", "edit this", "edit page", "improve this", "licensed under", "released under", "back to top",
            "posted in", "posted on", "posted by", "published on", "published in", "published by", "filed under", "tagged ", "tags:", "categories:", "category:", "written by", "about the author", "share ", "follow ", "subscribe", "newsletter",
            "leave a comment", "contact us", "sign up", "report an issue", "report a bug", "found a", "was this", "theme by", "cookie", "bookmark the", "next:", "previous:", "read more", "read next",
        ];

    /// <summary>Whether the first line of an element is a site's.</summary>
    /// <param name="element">The element.</param>
    /// <param name="mayBeTitle">One word that is all of the line, as a part of the text may be called, is a site's too.</param>
    public static bool Open(IElement element, bool mayBeTitle = true)
    {
        var text = element.TextContent.AsSpan().TrimStart();
        var line = text.IndexOf('\n') is var end and >= 0 ? text[..end].TrimEnd() : text;
        line = element.FirstElementChild?.TextContent is { } first && text.StartsWith(first.AsSpan().Trim()) ? first.AsSpan().Trim() : line;
        line = line[..Math.Min(line.Length, LongestLine)];
        var mayBeOne = mayBeTitle && line.Length <= LongestOpening && !line.EndsWith(".");
        foreach (var words in Openings)
        {
            if (line.StartsWith(words, StringComparison.OrdinalIgnoreCase) && (words.Contains(' ') || (mayBeOne && line.TrimEnd(":!").Length == words.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an element that its name gives away says something that only a site says.</summary>
    public static bool AreIn(IElement element) => Hold(element, Phrases);

    /// <summary>Whether a part of a footer says something that is said below a page.</summary>
    public static bool AreInFooter(IElement part) => Hold(part, Phrases) || Hold(part, OfFooters);

    private static bool Hold(IElement element, string[] phrases)
    {
        var text = element.TextContent.AsSpan();
        text = text[..Math.Min(text.Length, MostRead)];
        foreach (var phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
