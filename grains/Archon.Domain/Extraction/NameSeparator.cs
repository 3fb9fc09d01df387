using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells the empty element that parts the names of a heading (gi-docgen): its sign is left to the style sheet, and without one they would be one word.</summary>
internal static class NameSeparator
{
    public static bool Is(IElement element) =>
        element is { ClassName: "sep", PreviousSibling: IElement { LocalName: "a" } } && !element.HasChildNodes
        && element.NextSibling switch
        {
            IText text => text.Data.Length > 0 && !char.IsWhiteSpace(text.Data[0]),
            IElement next => next.LocalName == "a",
            _ => false,
        };
}
