using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells an <c>aside</c> in which the author says something beside the text from one that holds the site's navigation, what may be shared and who wrote it. What stands in it is prose
/// (sentences outside of links, or code), and neither its name nor its first line says that it is something else.
/// </summary>
internal static class AsideText
{
    private const int MostCounted = 4_000;

    // Letters that say something without a full stop.
    private const int LongText = 30;

    // Of a line that only says what follows, and of one that begins as a site's do.
    private const int LongestOpening = 40;
    private const int LongestLine = 160;

    private static readonly ulong Fields = HtmlSegment.BitOf(HtmlTag.CheckBox) | HtmlSegment.BitOf(HtmlTag.TextArea) | HtmlSegment.BitOf(HtmlTag.Button);

    // In any part of a name, such as "docSidebarContainer".
    private static readonly string[] Names =
        ["sidebar", "share", "social", "feedback", "promo", "newsletter", "subscri", "related", "author", "widget", "cookie", "breadcrumb", "outline", "comment", "sponsor", "advert", "banner", "menu", "navigation", "sources"];

    // As a word of a name, such as "book-toc".
    private static readonly string[] Words = ["nav", "toc", "ad", "ads", "bio", "cta", "meta", "rail", "drawer", "secondary", "contents", "footer", "search", "rating", "helpful", "recent", "popular", "tags"];

    // Words that are all of a line, and the first of one.
    private static readonly string[] Openings =
        [
            "share", "related", "categories", "tags", "archives", "subscribe", "newsletter", "advertisement", "contents", "feedback", "comments", "about the author", "about me", "share this",
            "related posts", "related articles", "related pages", "related content", "related links", "recent posts", "recent comments", "popular posts", "sponsored by", "follow us", "was this",
            "you might also", "you may also", "stay up to date", "enjoying this", "enjoyed this", "we are hiring", "we're hiring", "join us", "follow me", "you are viewing", "you are reading", "found an error",
            "found a bug", "found a mistake", "need help", "latest news", "written by", "posted by", "published by", "latest posts", "more from", "read next", "subscribe to", "subscribe now", "like this",
            "on this page", "in this article", "table of contents", "edit this page", "© 20", "copyright ©", "copyright 20", "sign up", "join our", "get our",
        ];

    public static bool Is(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Boilerplate | ClassTraits.Contents) || facts.Role is not ("" or "note" or "region") || IsNamed(element.ClassName)
            || IsCalled(facts.Id) || PageNodes.Holds(element, Fields))
        {
            return false;
        }

        var tally = default(Tally);
        Count(element, isLink: false, ref tally);
        return tally.Outside >= tally.Inside * 2 && (tally.HasSentence || tally.Outside >= LongText) && !Opens(element);
    }

    private static bool IsNamed(string? names)
    {
        if (names is not { Length: > 0 })
        {
            return false;
        }

        foreach (var name in Names)
        {
            if (names.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var range in names.AsSpan().SplitAny(" -_:/\t\n"))
        {
            foreach (var word in Words)
            {
                if (names.AsSpan(range).Equals(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // An id may be made of what stands in the element.
    private static bool IsCalled(string id) =>
        id.Length > 0 && (Array.Exists(Names, name => name.Equals(id, StringComparison.OrdinalIgnoreCase)) || Array.Exists(Words, name => name.Equals(id, StringComparison.OrdinalIgnoreCase)));

    private static bool Opens(IElement element)
    {
        var text = element.TextContent.AsSpan().TrimStart();
        var line = text.IndexOf('\n') is var end and >= 0 ? text[..end].TrimEnd() : text;
        line = element.FirstElementChild?.TextContent is { } first && text.StartsWith(first.AsSpan().Trim()) ? first.AsSpan().Trim() : line;
        line = line[..Math.Min(line.Length, LongestLine)];
        var mayBeOne = line.Length <= LongestOpening && !line.EndsWith(".");
        foreach (var words in Openings)
        {
            if (line.StartsWith(words, StringComparison.OrdinalIgnoreCase) && (words.Contains(' ') || (mayBeOne && line.TrimEnd(":!").Length == words.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static void Count(IElement element, bool isLink, ref Tally tally)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    var letters = text.Data.AsSpan().Trim();
                    tally.Inside += isLink ? letters.Length : 0;
                    tally.Outside += isLink ? 0 : letters.Length;
                    tally.HasSentence |= !isLink && EndsSentence(letters);
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is not (HtmlTag.Silent or HtmlTag.Navigation):
                    Count(child, isLink || child.LocalName == "a", ref tally);
                    break;
            }

            if (tally.Inside + tally.Outside > MostCounted)
            {
                break;
            }
        }
    }

    // Before a blank or at the end, behind a letter: not that of a number.
    private static bool EndsSentence(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '。' or '！' or '？'
                || (text[i] is '.' or '!' or '?' && (i == 0 || char.IsLetter(text[i - 1]) || text[i - 1] is ')' or '"' or '”') && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))))
            {
                return true;
            }
        }

        return false;
    }

    private record struct Tally(int Inside, int Outside, bool HasSentence);
}
