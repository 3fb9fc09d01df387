using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells links that stand in what an author writes from those that a site lists: its titles of other pages stand in lines of their own, with or without a few words of each below.</summary>
internal static class SentenceLinks
{
    private const int MostLevels = 4;

    /// <summary>Whether each link of an element has words beside it in its line.</summary>
    public static bool AreAllOf(IElement element)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child.LocalName == "a" ? child.HasAttribute("href") && OpeningControl.HasLetters(child.TextContent) && !IsInLine(child, element) : !AreAllOf(child))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInLine(IElement link, IElement parent)
    {
        var (word, line) = (link, parent);
        for (var levels = 0; levels < MostLevels; levels++)
        {
            foreach (var node in PageNodes.Of(line))
            {
                if (IsWord(node, word))
                {
                    return true;
                }
            }

            if (!ButtonNeighbours.IsMark(line) || line.ParentElement is not { } around)
            {
                break;
            }

            (word, line) = (line, around);
        }

        return false;
    }

    private static bool IsWord(INode node, IElement link) =>
        node switch
        {
            IText text => OpeningControl.HasLetters(text.Data),
            IElement beside => !ReferenceEquals(beside, link) && beside.LocalName != "a" && ButtonNeighbours.IsMark(beside) && OpeningControl.HasLetters(beside.TextContent),
            _ => false,
        };
}
