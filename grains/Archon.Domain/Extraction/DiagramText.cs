using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>The text that Mermaid makes a diagram of, read as its script does: breaks are written in it, and the margin that all lines have is the page's.</summary>
internal static class DiagramText
{
    /// <returns>Null when the element holds something else, as one that was drawn does.</returns>
    public static string? Of(IElement element)
    {
        var text = new StringBuilder();

        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText part:
                    text.Append(part.Data);
                    break;

                // A[one<br/>two]
                case IElement { LocalName: "br" }:
                    text.Append("<br/>");
                    break;

                case IElement:
                    return null;
            }
        }

        return BrokenLines.Of(text.ToString());
    }
}
