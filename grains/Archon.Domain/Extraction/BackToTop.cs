using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A link that only leads back to the beginning of its page and stands in a line of its own: "top", in words or as the name of a picture.</summary>
internal static class BackToTop
{
    private const int LongestText = 40;
    private const int MostWrappers = 4;

    // A node's neighbour is found by a look at all the children around it.
    private const int MostBeside = 200;

    // What the beginning of a page is called: another name of an entry may end so.
    private static readonly string[] Places = ["top", "_top", "__top", "totop", "page-top", "pagetop", "page_top", "top-of-page", "topofpage", "back-to-top", "header", "page-header", "pageheader", "site-header", "masthead", "begin", "start"];

    private static readonly string[] Words = ["top", "to top", "to the top", "page top", "top of page", "top of the page", "back to top", "back to the top", "go to top", "go to the top", "return to top"];

    /// <param name="link">An <c>a</c>.</param>
    public static bool Is(IElement link) => link.GetAttribute("href") is ['#', .. var fragment] && LeadsToTop(fragment) && IsSaid(link) && IsLine(link);

    private static bool LeadsToTop(string fragment) =>
        fragment.Length == 0 || Array.Exists(Places, place => place.Equals(fragment, StringComparison.OrdinalIgnoreCase));

    private static bool IsSaid(IElement link)
    {
        var text = link.TextContent.AsSpan().Trim();
        if (text.IsEmpty && link is { ChildElementCount: 1, FirstElementChild: { LocalName: "img" } image })
        {
            text = image.GetAttribute("alt").AsSpan().Trim();
        }

        text = text.Trim("[]()\u2191\u25b2^ \u00a0");
        if (text.Length <= LongestText)
        {
            foreach (var words in Words)
            {
                if (text.Equals(words, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // In a list or a table it is one of the things that are there.
    private static bool IsLine(INode node)
    {
        for (var levels = 0; levels < MostWrappers; levels++)
        {
            if (node.ParentElement is not { ChildNodes.Length: <= MostBeside } around || !IsEdge(node, static at => at.PreviousSibling) || !IsEdge(node, static at => at.NextSibling))
            {
                return false;
            }

            var tag = HtmlTags.Of(around.LocalName);
            if (tag is HtmlTag.Block or HtmlTag.Paragraph or HtmlTag.Section or HtmlTag.Article or HtmlTag.Main or HtmlTag.Body)
            {
                return true;
            }

            if (tag is not (HtmlTag.Inline or HtmlTag.Emphasis or HtmlTag.Strong))
            {
                return false;
            }

            node = around;
        }

        return false;
    }

    // The mark of a part that is read on its own (wbr) stands between blocks.
    private static bool IsEdge(INode node, Func<INode, INode?> step)
    {
        for (var beside = step(node); beside is not null; beside = step(beside))
        {
            switch (beside)
            {
                case IText text when !string.IsNullOrWhiteSpace(text.Data):
                    return false;

                case IElement element:
                    var tag = HtmlTags.Of(element.LocalName);
                    return tag is HtmlTag.LineBreak || tag.IsBlock() || element.LocalName == "wbr";
            }
        }

        return true;
    }
}
