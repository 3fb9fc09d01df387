using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells an <c>aside</c> in which the author says something beside the text from one that holds the site's navigation, what may be shared and who wrote it. An author says it in words outside of
/// links, in a figure or in a table; what is the site's says so by its name, by its first line, or by fields to be filled in. "Sidebar" is what both call it: the author's stands behind
/// a part of the text. What nothing tells apart is text.
/// </summary>
internal static class AsideText
{
    private const int MostCounted = 4_000;

    // Of a line that only says what follows, and of one that begins as a site's do.
    private const int LongestOpening = 40;
    private const int LongestLine = 160;

    private const string Sidebar = "sidebar";

    private static readonly ulong Fields = HtmlSegment.BitOf(HtmlTag.TextArea) | HtmlSegment.BitOf(HtmlTag.Button);

    private static readonly ulong OfLayout = HtmlSegment.BitsOf(
        HtmlTag.Heading1, HtmlTag.Heading2, HtmlTag.Heading3, HtmlTag.Heading4, HtmlTag.Heading5, HtmlTag.Heading6, HtmlTag.Section, HtmlTag.Article, HtmlTag.Main, HtmlTag.Navigation);

    // In any part of a name, such as "docSidebarContainer".
    private static readonly string[] Names = [Sidebar, "feedback", "promo", "newsletter", "subscri", "widget", "cookie", "breadcrumb", "sponsor", "advert", "navigation"];

    // A word of a name, such as "book-toc" and "authorBox".
    private static readonly FrozenSet<string> Words = ControlWords.Words(
        "share sharing social related author authors outline comment comments banner menu sources nav toc ad ads bio vcard cta meta rail drawer secondary contents footer search rating helpful recent popular tags");

    // Whoever else is named: "authors-note".
    private static readonly FrozenSet<string> WordsOfText = ControlWords.Words("note notes commentary");

    // Words that are all of a line, and the first of one.
    private static readonly string[] Openings =
        [
            "share", "related", "categories", "tags", "archives", "subscribe", "newsletter", "advertisement", "contents", "feedback", "comments", "search", "menu", "navigation", "other posts", "about the author", "about me", "share this",
            "related posts", "related articles", "related pages", "related content", "related links", "recent posts", "recent comments", "popular posts", "sponsored by", "follow us", "was this",
            "you might also", "you may also", "stay up to date", "enjoying this", "enjoyed this", "we are hiring", "we're hiring", "join us", "follow me", "you are viewing", "you are reading", "found an error",
            "found a bug", "found a mistake", "need help", "latest news", "written by", "posted by", "published by", "latest posts", "more from", "read next", "subscribe to", "subscribe now", "like this",
            "on this page", "in this article", "table of contents", "edit this page", "© 20", "copyright ©", "copyright 20", "sign up", "join our", "get our",
        ];

    public static bool Is(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Contents) || (facts.Has(ClassTraits.Boilerplate) && !IsSidebar(element))
            || facts.Role is not ("" or "complementary" or "note" or "region")
            || IsNamed(element.ClassName) || IsCalled(facts.Id) || PageNodes.Holds(element, Fields))
        {
            return false;
        }

        var tally = default(Tally);
        Count(element, isLink: false, isTitle: false, ref tally);
        return tally is { SaysMore: true, HasField: false } && tally.Outside >= tally.Inside * 2 && !Opens(element);
    }

    /// <summary>Whether it is called a sidebar.</summary>
    public static bool IsSidebar(IElement element) => element.ClassList.Contains(Sidebar);

    /// <summary>Whether a sidebar stands behind a part of the text. A layout has blocks of its own beside its sidebar.</summary>
    /// <param name="before">What stands before it; null for nothing.</param>
    public static bool StandsBehindText(IElement? before) =>
        before is not null && HtmlTags.Of(before.LocalName) switch
        {
            HtmlTag.Paragraph or HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.DefinitionList or HtmlTag.Table or HtmlTag.Preformatted or HtmlTag.BlockQuote => true,
            > HtmlTag.Heading1 and <= HtmlTag.Heading6 => true,
            HtmlTag.Block or HtmlTag.Aside => IsSidebar(before) || !PageNodes.Holds(before, OfLayout),
            _ => false,
        };

    private static bool IsNamed(string? names) =>
        ControlWords.Tokens(
            names,
            static token => token != Sidebar && !ControlWords.AnyPart(token, WordsOfText)
                && (Array.Exists(Names, name => token.Contains(name, StringComparison.OrdinalIgnoreCase)) || ControlWords.AnyPart(token, Words)));

    // An id may be made of what stands in the element.
    private static bool IsCalled(string id) => id.Length > 0 && (Words.Contains(id) || Array.Exists(Names, name => name.Equals(id, StringComparison.OrdinalIgnoreCase)));

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

    private static void Count(IElement element, bool isLink, bool isTitle, ref Tally tally)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    var letters = text.Data.AsSpan().Trim();
                    tally.Inside += isLink ? letters.Length : 0;
                    tally.Outside += isLink ? 0 : letters.Length;
                    tally.SaysMore |= !isLink && !isTitle && OpeningControl.HasLetters(letters);
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is var tag and not (HtmlTag.Silent or HtmlTag.Navigation):
                    tally.SaysMore |= tag is HtmlTag.Cell || child.LocalName == "figure";

                    // A box to be ticked is that of a task.
                    tally.HasField |= tag is HtmlTag.CheckBox && child.GetAttribute("type") is not "checkbox";
                    Count(child, isLink || tag is HtmlTag.Link, isTitle || tag.IsHeading(), ref tally);
                    break;
            }

            if (tally.Inside + tally.Outside > MostCounted)
            {
                break;
            }
        }
    }

    /// <param name="Inside">Letters in links.</param>
    /// <param name="Outside">Letters outside links.</param>
    /// <param name="SaysMore">It holds a figure, a table, or words that are neither links nor a title.</param>
    /// <param name="HasField">It has a field to be filled in.</param>
    private record struct Tally(int Inside, int Outside, bool SaysMore, bool HasField);
}
