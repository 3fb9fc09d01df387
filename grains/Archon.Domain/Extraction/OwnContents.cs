using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Lists of links into the page that say what its headings say: its table of contents, by a title or by its place before all of them. A list with text of its own is none, nor is one that a
/// heading or a sentence before it makes a part of the text. Fed by the survey in document order.
/// </summary>
internal sealed class OwnContents
{
    private const int FewestLinks = 2;

    // Letters of a number or a sign beside each link.
    private const int MostBesideLink = 2;

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
    private readonly List<PlacedBlock> _titles = [];
    private readonly List<IElement> _headings = [];

    public int Count => _lists.Count;

    public void Clear()
    {
        _lists.Clear();
        _titles.Clear();
        _headings.Clear();
    }

    /// <summary>A table of contents that its name tells: its title is known by its words.</summary>
    /// <param name="before">What stands before it; null for nothing.</param>
    public void MeetNamed(IElement? before)
    {
        if (before is not null && IsTitle(before))
        {
            _titles.Add(PlacedBlock.Of(before));
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
        if (inside.Fragments < FewestLinks || inside.Links > 0 || inside.Headings + inside.Subheadings > 0 || inside.Prose > inside.Fragments * MostBesideLink
            || BoilerplateRules.Holds(list, HtmlTag.Image))
        {
            return;
        }

        var isTitled = before is not null && IsTitle(before);
        if (!isTitled && (!isFirst || (before is not null && (HtmlTags.Of(before.LocalName) is > HtmlTag.Heading1 and <= HtmlTag.Heading6 || before.TextContent.AsSpan().TrimEnd().EndsWith(":")))))
        {
            return;
        }

        var links = new List<string>(inside.Fragments);
        AddLinks(list, links);
        _lists.Add((PlacedBlock.Of(list), isTitled ? PlacedBlock.Of(before!) : null, links));
    }

    /// <summary>A heading that is no boilerplate, of any level but the first two, which the survey keeps.</summary>
    public void MeetHeading(IElement heading)
    {
        if (_lists.Count > 0)
        {
            _headings.Add(heading);
        }
    }

    /// <summary>The lists that the headings bear out, and what they are called.</summary>
    /// <param name="headings">The page's <c>h1</c>.</param>
    /// <param name="subheadings">The page's <c>h2</c>.</param>
    public IReadOnlyList<PlacedBlock> Find(IReadOnlyList<PlacedHeading> headings, IReadOnlyList<IElement> subheadings)
    {
        if (_lists.Count == 0)
        {
            return _titles;
        }

        var said = headings.Select(heading => heading.Element).Concat(subheadings).Concat(_headings).Select(heading => Letters(heading.TextContent)).Where(text => text.Length > 0).ToHashSet();
        List<PlacedBlock> found = [.. _titles];
        foreach (var (list, title, links) in _lists)
        {
            if (!AreSaid(links, said))
            {
                continue;
            }

            found.Add(list);
            if (title is { } placed)
            {
                found.Add(placed);
            }
        }

        return found;
    }

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
                return true;
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
        || (heading.Length >= LeastLetters && link.Length <= heading.Length + MostMore && link.EndsWith(heading, StringComparison.Ordinal));

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
