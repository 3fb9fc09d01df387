using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A drawing in the page (SVG) that says in words what it shows: an image by its role, or a diagram, which has texts of its own (<see cref="DrawingText"/>). In a link, a heading or a button
/// a drawing is a sign.
/// </summary>
internal static class LabelledDrawing
{
    // Of the thousands of paths of a drawing its first elements say what it is.
    private const int MostLookedAt = 2_000;

    public static bool Is(IElement element, in ElementFacts facts) =>
        facts is { Tag: HtmlTag.Silent, IsAriaHidden: false, IsHidden: false } && facts.Role is not ("presentation" or "none") && element.LocalName == "svg"
        && ((LabelOf(element).Length > 0 && IsDrawing(element, facts)
            && element.Closest("a, button, h1, h2, h3, h4, h5, h6, label, summary") is null) || DrawingText.Is(element));

    public static void Write(IElement drawing, InlineBuffer inline)
    {
        inline.Blank();
        inline.Append(LabelOf(drawing));
        if (DrawingText.Is(drawing))
        {
            foreach (var line in DrawingText.LinesOf(drawing))
            {
                inline.Break();
                inline.Append(line);
            }

            inline.Break();
            return;
        }

        inline.Blank();
    }

    /// <summary>What it shows; empty when it does not say so.</summary>
    public static string LabelOf(IElement drawing)
    {
        if (drawing.GetAttribute("aria-label") is { } label && !string.IsNullOrWhiteSpace(label))
        {
            return label;
        }

        var (title, description) = (TextOf(drawing, "title"), TextOf(drawing, "desc"));
        return title.Length == 0 || description.Length == 0 || title == description ? title.Length == 0 ? description : title
            : char.IsLetterOrDigit(title[^1]) ? $"{title}: {description}"
            : $"{title} {description}";
    }

    // Signs have titles, too, but are not said to be images of something, and have no texts.
    private static bool IsDrawing(IElement drawing, in ElementFacts facts)
    {
        var left = MostLookedAt;
        return (facts.Role == "img" && (drawing.HasAttribute("aria-label") || drawing.HasAttribute("aria-labelledby"))) || HoldsText(drawing, ref left);
    }

    private static bool HoldsText(IElement element, ref int left)
    {
        for (var child = element.FirstElementChild; child is not null && left-- > 0; child = child.NextElementSibling)
        {
            if (child.LocalName is "text" or "foreignObject" || HoldsText(child, ref left))
            {
                return true;
            }
        }

        return false;
    }

    private static string TextOf(IElement drawing, string name)
    {
        for (var child = drawing.FirstElementChild; child is not null; child = child.NextElementSibling)
        {
            if (child.LocalName == name)
            {
                return OneLine.Of(child.TextContent);
            }

            if (child.LocalName is not ("title" or "desc" or "metadata" or "style" or "defs"))
            {
                break;
            }
        }

        return "";
    }
}
