using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a page says before the element that was chosen as its document: its heading, with the block around it when that is small
/// (<c>div#header</c> of Asciidoctor and of manual pages, a panel above the text), and the paragraphs between the two.
/// </summary>
/// <param name="Heading">The page's own <c>h1</c>.</param>
/// <param name="Blocks">What is written before the document, in order.</param>
internal sealed record PageOpening(IElement Heading, IReadOnlyList<IElement> Blocks)
{
    // A block with more in it than a heading and its lead is something else.
    private const int MostLetters = 1_500;

    // Two links beside a heading are the site's menu.
    private const int LinksOfBanner = 2;

    private static readonly string[] TitleSeparators = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » "];

    /// <param name="headings">The <c>h1</c> of the page, in document order.</param>
    /// <param name="chosen">The document.</param>
    /// <param name="title">What the page calls itself; empty when it does not.</param>
    /// <param name="words">Reads the words of a heading.</param>
    /// <returns>Null when the document has a heading of its own or none stands before it that is the page's.</returns>
    public static PageOpening? Of(IReadOnlyList<PlacedHeading> headings, MainContentCandidate chosen, string title, PlainText words)
    {
        if (chosen.HeadingsBefore == 0)
        {
            return null;
        }

        // Confluence writes a page's title before the document, as a link to the page, and its sections begin with h1 as well.
        if (headings.Take(chosen.HeadingsBefore).FirstOrDefault(heading => heading.Element.Id == "title-text") is { } stated)
        {
            return Around(stated, chosen.Path);
        }

        if (chosen.Heading is not null)
        {
            return null;
        }

        var parts = PartsOf(title);
        var section = chosen.Subheading is { } second ? OneLine.Of(words.Of(second)) : "";
        PlacedHeading? nearest = null;

        for (var index = chosen.HeadingsBefore - 1; index >= 0; index--)
        {
            var placed = headings[index];
            var heading = placed.Element;
            var text = OneLine.Of(words.Of(heading));

            if (text.Length == 0 || LeadsElsewhere(heading))
            {
                continue;
            }

            if (IsNamed(text, parts))
            {
                return IsSiteName(text, section, parts) || (IsLast(text, parts) && !StandsInMain(heading)) ? null : Around(placed, chosen.Path);
            }

            // The document says by its own first heading what the page is called: another name is the site's.
            nearest ??= IsNamed(section, parts) || IsBanner(heading) ? null : placed;
        }

        return nearest is null ? null : Around(nearest, chosen.Path);
    }

    /// <summary>Whether a heading is the site's name: the page's title has it, and beside it what the document's first section is called.</summary>
    /// <param name="heading">The heading's words.</param>
    /// <param name="section">The words of the document's first <c>h2</c>; empty when it has none.</param>
    /// <param name="title">What the page calls itself.</param>
    public static bool IsSiteName(string heading, string section, string title) => IsSiteName(heading, section, PartsOf(title));

    private static PageOpening Around(PlacedHeading heading, IElement[] document)
    {
        var block = heading.Element;
        var depth = heading.Path.Length;

        while (depth > 1 && IsSmall(heading.Path[depth - 1], document))
        {
            block = heading.Path[--depth];
        }

        var blocks = new List<IElement> { block };
        var letters = PageNodes.Letters(block, MostLetters);
        var isBehind = false;

        foreach (var next in PageNodes.ElementsOf(heading.Path[depth - 1]))
        {
            if (!isBehind)
            {
                isBehind = ReferenceEquals(next, block) || (PageNodes.MayBeSame(next, block) && next.TextContent == block.TextContent);
                continue;
            }

            letters += PageNodes.Letters(next, MostLetters);

            if (letters > MostLetters || HtmlTags.Of(next.LocalName) is not (HtmlTag.Paragraph or HtmlTag.Heading2))
            {
                break;
            }

            blocks.Add(next);
        }

        return new PageOpening(heading.Element, blocks);
    }

    private static bool IsSmall(IElement block, IElement[] document) =>
        block.LocalName is not ("body" or "html") && Array.IndexOf(document, block) < 0 && PageNodes.Letters(block, MostLetters) <= MostLetters;

    /// <summary>Whether all of a heading is a link to another page: the site's name is one to its first page.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="orToTop">A link to the top of the page counts as well.</param>
    public static bool LeadsElsewhere(IElement heading, bool orToTop = false)
    {
        var link = heading.QuerySelector("a[href]") ?? heading.Closest("a[href]");
        return link is not null
            && link.GetAttribute("href") is { } reference && (!reference.StartsWith('#') || (orToTop && reference == "#"))
            && heading.TextContent.AsSpan().Trim().Length <= link.TextContent.AsSpan().Trim().Length;
    }

    private static bool IsBanner(IElement heading) =>
        heading.Closest("header") is { } header && header.QuerySelectorAll("a[href]").Length >= LinksOfBanner;

    private static bool IsNamed(string text, string[] parts) =>
        text.Length > 0 && parts.Length > 0
        && (Array.Exists(parts, part => part.Equals(text, StringComparison.OrdinalIgnoreCase)) || text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase));

    private static bool IsLast(string text, string[] parts) =>
        parts.Length > 1 && parts[^1].Equals(text, StringComparison.OrdinalIgnoreCase) && !text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase);

    private static bool IsSiteName(string text, string section, string[] parts) =>
        parts.Length > 1 && !text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase)
        && section.Length > 0 && Array.Exists(parts, part => part.Equals(section, StringComparison.OrdinalIgnoreCase));

    private static bool StandsInMain(IElement heading) => heading.Closest("main, article, [role=main]") is not null;

    private static string[] PartsOf(string title) => title.Split(TitleSeparators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
