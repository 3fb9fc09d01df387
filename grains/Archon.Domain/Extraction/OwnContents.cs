using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// The tables of contents of the page they stand on: what is called one and leads only into the page (Asciidoctor), which is none of the text of a page however short, as the headings say the
/// same; and lists of links into the page that say what its headings say, told by a title or by their place before all headings, which are text of a page that is little more. A list with text
/// of its own is none, nor is one that a heading or a sentence before it makes a part of the text. Fed by the survey in document order.
/// </summary>
internal sealed class OwnContents
{
    private const int FewestLinks = 2;

    // Letters of a number or a sign beside each link.
    private const int MostBesideLink = 2;

    // With what is said of a link in brackets.
    private const int MostInBrackets = 20;

    // Letters that a link may have more than its heading: "Chapter".
    private const int MostMore = 12;
    private const int LeastLetters = 3;

    // Blanks included.
    private const int LongestTitle = 200;

    // Links that say it in other words are compared with all headings.
    private const int MostOthers = 40;

    private static readonly string[] Titles =
        [
            "table of contents", "contents", "content", "toc", "on this page", "in this article", "in this page", "in this section", "in this guide", "in this document", "in this topic", "page contents",
            "page content", "article contents", "sections", "jump to", "quick links", "overview of this page", "inhalt", "inhaltsverzeichnis", "sommaire", "table des matières", "índice", "contenido", "содержание", "оглавление",
            "目录", "目次", "目錄", "목차",
        ];

    private readonly List<(PlacedBlock List, PlacedBlock? Title, List<string> Links)> _lists = [];
    private readonly List<PlacedBlock> _named = [];
    private readonly List<PlacedBlock> _told = [];
    private readonly List<IElement> _headings = [];

    /// <summary>Lists that may be some, until <see cref="Close"/>.</summary>
    public int Count => _lists.Count;

    public void Clear()
    {
        _lists.Clear();
        _named.Clear();
        _told.Clear();
        _headings.Clear();
    }

    /// <summary>Whether an element is one that is called so, or the title of one.</summary>
    public bool Hold(IElement element) => _named.Count > 0 && PlacedBlock.AreWith(_named, element);

    /// <summary>Whether an element is one that its links tell, or the title of one, or of what is called a table of contents and leads elsewhere.</summary>
    public bool HoldTold(IElement element) => _told.Count > 0 && PlacedBlock.AreWith(_told, element);

    /// <summary>A table of contents that its name tells is about to be walked over: its title is known by its words.</summary>
    /// <param name="contents">What is called so.</param>
    /// <param name="isMenu">It is left out wherever it leads.</param>
    /// <param name="before">What stands before it; null for nothing.</param>
    public void MeetNamed(IElement contents, bool isMenu, IElement? before)
    {
        var isOwn = !isMenu && PageLinks.LeadIntoPage(contents);
        if (isOwn)
        {
            _named.Add(PlacedBlock.Of(contents));
        }

        if (before is not null && IsTitle(before))
        {
            (isOwn ? _named : _told).Add(PlacedBlock.Of(before));
        }
    }

    /// <summary>A list that is no boilerplate has been walked over.</summary>
    /// <param name="list">The list.</param>
    /// <param name="inside">What stands in it.</param>
    /// <param name="before">What stands before it; null for nothing.</param>
    /// <param name="isFirst">No part of the page has begun before it.</param>
    /// <param name="first">How many there were before it: what came since stands in it.</param>
    public void Meet(IElement list, in MenuBlock.Tally inside, IElement? before, bool isFirst, int first)
    {
        _lists.RemoveRange(first, _lists.Count - first);
        var hasLittle = inside.Prose <= inside.Fragments * MostBesideLink;
        if (!MayBe(inside) || !(hasLittle || (inside.Prose <= inside.Fragments * MostInBrackets && PageLinks.SayLittleBeside(list))) || BoilerplateRules.Holds(list, HtmlTag.Image)
            || !PageLinks.LeadIntoPage(list))
        {
            return;
        }

        var isTitled = before is not null && IsTitle(before);
        if (!isTitled && (!hasLittle || !isFirst || (before is not null && MakesPartOfText(before))))
        {
            return;
        }

        var links = new List<string>(inside.Fragments);
        AddLinks(list, links);
        _lists.Add((PlacedBlock.Of(list), isTitled ? PlacedBlock.Of(before!) : null, links));
    }

    /// <summary>What a summary opens has been walked over: links into the page and nothing else are its contents, by the summary or by the headings.</summary>
    /// <inheritdoc cref="Meet"/>
    public void MeetDetails(IElement details, in MenuBlock.Tally inside, int first)
    {
        if (inside.Fragments == 0 || inside.Links > 0 || SummaryOf(details) is not { } summary || !PageLinks.AreAllOf(details, summary))
        {
            return;
        }

        if (IsTitle(summary))
        {
            _named.Add(PlacedBlock.Of(details));
        }
        else if (MayBe(inside))
        {
            _lists.RemoveRange(first, _lists.Count - first);
            var links = new List<string>(inside.Fragments);
            AddLinks(details, links);
            _lists.Add((PlacedBlock.Of(details), null, links));
        }
    }

    /// <summary>A heading that is no boilerplate, of any level but the first two, which the survey keeps.</summary>
    public void MeetHeading(IElement heading)
    {
        if (_lists.Count > 0)
        {
            _headings.Add(heading);
        }
    }

    /// <summary>The page is at its end: its headings tell which lists they bear out.</summary>
    /// <param name="headings">The page's <c>h1</c>.</param>
    /// <param name="subheadings">The page's <c>h2</c>.</param>
    public void Close(IReadOnlyList<PlacedHeading> headings, IReadOnlyList<IElement> subheadings)
    {
        if (_lists.Count == 0)
        {
            return;
        }

        var said = headings.Select(heading => heading.Element).Concat(subheadings).Concat(_headings).Select(heading => Letters(heading.TextContent)).Where(text => text.Length > 0).ToHashSet();
        foreach (var (list, title, links) in _lists)
        {
            if (!AreSaid(links, said))
            {
                continue;
            }

            _told.Add(list);
            if (title is { } placed)
            {
                _told.Add(placed);
            }
        }
    }

    // Links into the page, and no parts of it.
    private static bool MayBe(in MenuBlock.Tally inside) => inside.Fragments >= FewestLinks && inside.Links == 0 && inside.Headings + inside.Subheadings == 0;

    private static bool MakesPartOfText(IElement before) =>
        HtmlTags.Of(before.LocalName) is (> HtmlTag.Heading1 and <= HtmlTag.Heading6) or HtmlTag.Summary || before.TextContent.AsSpan().TrimEnd().EndsWith(":");

    private static IElement? SummaryOf(IElement details) => PageNodes.ElementsOf(details).FirstOrDefault() is { LocalName: "summary" } summary ? summary : null;

    private static bool IsTitle(IElement element)
    {
        if (element.TextContent is not { Length: < LongestTitle } content)
        {
            return false;
        }

        var text = content.AsSpan().Trim().TrimEnd(":#¶ ");
        foreach (var title in Titles)
        {
            if (text.Equals(title, StringComparison.OrdinalIgnoreCase))
            {
                // In a page that is read in parts more may stand in it.
                return PageNodes.Letters(element, LongestTitle) <= content.Length;
            }
        }

        return false;
    }

    private static bool AreSaid(List<string> links, HashSet<string> said)
    {
        var others = 0;
        foreach (var link in links)
        {
            if (!said.Contains(link) && (++others > MostOthers || !said.Any(heading => Says(heading, link))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Says(string heading, string link) =>
        (link.Length >= LeastLetters && heading.Contains(link, StringComparison.Ordinal))
        || (heading.Length >= LeastLetters && link.Length <= heading.Length + MostMore && (link.EndsWith(heading, StringComparison.Ordinal) || link.StartsWith(heading, StringComparison.Ordinal)));

    private static void AddLinks(IElement element, List<string> links)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child.LocalName == "a" && child.HasAttribute("href"))
            {
                links.Add(Letters(child.TextContent));
            }
            else
            {
                AddLinks(child, links);
            }
        }
    }

    // Numbers and signs differ between a heading and what leads to it.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}
