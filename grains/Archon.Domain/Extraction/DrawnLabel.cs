using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What a key or code says that shows a drawing and no letter: the key with an arrow, that with a window.</summary>
internal static class DrawnLabel
{
    /// <summary>Null when nothing in the element says it.</summary>
    public static string? Of(IElement element)
    {
        if (Stated(element) is { } own)
        {
            return own;
        }

        foreach (var child in PageNodes.ElementsOf(element))
        {
            var label = child.LocalName switch
            {
                "img" => Said(child.GetAttribute("alt")) ?? Stated(child),
                "svg" => Said(LabelledDrawing.LabelOf(child)) ?? Stated(child),

                // Words for screen readers alone.
                _ => Said(child.TextContent) ?? Of(child),
            };

            if (label is not null)
            {
                return label;
            }
        }

        return null;
    }

    private static string? Stated(IElement element) => Said(element.GetAttribute("aria-label")) ?? Said(element.GetAttribute("title"));

    private static string? Said(string? label) => string.IsNullOrWhiteSpace(label) ? null : label;
}
