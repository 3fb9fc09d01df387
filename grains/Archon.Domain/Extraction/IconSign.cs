using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A tick or a cross that a style sheet or a drawing shows, at the beginning of an item or of a table's cell: nothing but its class says there whether something is so. Where it is all of a cell,
/// the words that it is called by are better than a sign.
/// </summary>
internal static class IconSign
{
    private const int MostWrappers = 3;

    /// <summary>What it says; null when the element is none, or stands where it only adorns.</summary>
    public static string? Of(IElement element)
    {
        if (element.LocalName is not ("i" or "span" or "svg" or "em") || (element.HasChildNodes && element.LocalName != "svg") || element.ClassName is not { Length: > 0 } names)
        {
            return null;
        }

        var sign = OfClass(names);
        var label = element.GetAttribute("aria-label") ?? element.GetAttribute("title");
        if (sign is null && string.IsNullOrWhiteSpace(label))
        {
            return null;
        }

        return PlaceOf(element) switch
        {
            HtmlTag.Item => sign,
            HtmlTag.Cell => string.IsNullOrWhiteSpace(label) ? sign : label,
            _ => null,
        };
    }

    private static HtmlTag PlaceOf(IElement element)
    {
        INode at = element;
        for (var levels = 0; levels <= MostWrappers && at.ParentElement is { } around; levels++)
        {
            var tag = HtmlTags.Of(around.LocalName);
            if (tag is HtmlTag.Cell or HtmlTag.HeaderCell)
            {
                return BoilerplateRules.Holds(around, HtmlTag.Image) ? HtmlTag.Inline
                    : !PageNodes.HasText(around) ? HtmlTag.Cell
                    : IsFirst(at) && element.NextSibling is IText text && !string.IsNullOrWhiteSpace(text.Data) ? HtmlTag.Item
                    : HtmlTag.Inline;
            }

            if (!IsFirst(at))
            {
                return HtmlTag.Inline;
            }

            if (tag is HtmlTag.Item)
            {
                return TaskItem.AreIn(around.ParentElement) || !PageNodes.HasText(around) ? HtmlTag.Inline : tag;
            }

            // What leads or does something has signs of its own.
            if (tag is not (HtmlTag.Inline or HtmlTag.Paragraph or HtmlTag.Block or HtmlTag.Strong))
            {
                return HtmlTag.Inline;
            }

            at = around;
        }

        return HtmlTag.Inline;
    }

    private static bool IsFirst(INode node)
    {
        for (var before = node.PreviousSibling; before is not null; before = before.PreviousSibling)
        {
            if (before is IElement || (before is IText text && !string.IsNullOrWhiteSpace(text.Data)))
            {
                return false;
            }
        }

        return true;
    }

    // "fa fa-check-circle", "glyphicon-ok", "bi-x-lg", "icon-yes"
    private static string? OfClass(string names)
    {
        foreach (var range in names.AsSpan().SplitAny(' ', '\n', '\t'))
        {
            var name = names.AsSpan(range);
            if (name.IndexOf('-') is var hyphen and > 0)
            {
                var shape = name[(hyphen + 1)..];
                if (OfShape(shape) is { } sign)
                {
                    return sign;
                }
            }
        }

        return null;
    }

    private static string? OfShape(ReadOnlySpan<char> shape) => shape switch
    {
        "check-square" or "check-square-o" or "square-check" => "\u2611",
        "square" or "square-o" => "\u2610",
        "check" or "check-circle" or "check-circle-o" or "circle-check" or "check-lg" or "check-circle-fill" or "check-bold" or "checkmark" or "tick" or "ok" or "ok-circle" or "yes" => "\u2713",
        "times" or "times-circle" or "times-circle-o" or "circle-xmark" or "xmark" or "cross" or "remove" or "remove-circle" or "x-lg" or "x-circle" or "x-circle-fill" or "close" or "no" => "\u2717",
        _ => null,
    };
}
