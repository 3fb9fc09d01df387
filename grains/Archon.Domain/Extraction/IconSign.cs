using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A tick or a cross at the beginning of an item or in a table's cell, which a style sheet or a drawing shows or which is hidden from screen readers: nothing else says there whether something is so. Where it is all
/// of a cell, the words that it is called by are better than a sign.
/// </summary>
internal static class IconSign
{
    private const int MostWrappers = 3;

    /// <summary>What it says; null when the element is none, or stands where it only adorns.</summary>
    public static string? Of(IElement element)
    {
        if (element.LocalName is not ("i" or "span" or "svg" or "em" or "b" or "strong"))
        {
            return null;
        }

        if (element.HasChildNodes && element.LocalName != "svg")
        {
            return element.GetAttribute("aria-hidden") == "true" ? OfText(element) : null;
        }

        var sign = OfClass(element.ClassName) ?? OfUse(element);
        var label = LabelOf(element);
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

    // Of words, those that begin an item may only adorn it.
    private static string? OfText(IElement element) =>
        OneLine.Of(element.TextContent) is not { Length: > 0 } text
            ? element is { ChildElementCount: 1, FirstElementChild: { } only } ? Of(only) : null
            : PlaceOf(element) switch
            {
                HtmlTag.Item when IsSign(text) => text,
                HtmlTag.Cell => text,
                _ => null,
            };

    // Not what is drawn for a bullet.
    private static bool IsSign(string text) =>
        Rune.GetRuneAt(text, 0) is var first && Rune.GetUnicodeCategory(first) is UnicodeCategory.OtherSymbol
        && first.Value is not (>= 0x25a0 and <= 0x25ff or >= 0x2794 and <= 0x27bf) && !text.Any(char.IsLetterOrDigit);

    private static string? LabelOf(IElement element) =>
        element.GetAttribute("aria-label") ?? element.GetAttribute("title")
            ?? (element is { LocalName: "svg", FirstElementChild: { LocalName: "title" } title } ? OneLine.Of(title.TextContent) : null);

    // <svg><use href="#icon-check">
    private static string? OfUse(IElement element) =>
        element is { LocalName: "svg", FirstElementChild: { LocalName: "use" } use } && (use.GetAttribute("href") ?? use.GetAttribute("xlink:href")) is { } reference
            && reference.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 && reference[(at + 1)..] is var name
            ? OfShape(name) ?? OfClass(name)
            : null;

    private static HtmlTag PlaceOf(IElement element)
    {
        INode at = element;
        for (var levels = 0; levels <= MostWrappers && at.ParentElement is { } around; levels++)
        {
            var tag = HtmlTags.Of(around.LocalName);
            if (tag is HtmlTag.Cell or HtmlTag.HeaderCell)
            {
                return BoilerplateRules.Holds(around, HtmlTag.Image) ? HtmlTag.Inline
                    : !EndsWithMark(around) && !HasWordsBeside(element, around) ? HtmlTag.Cell
                    : IsFirst(at) && IsBeforeText(element) ? HtmlTag.Item
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

    /// <summary>Whether words stand in a cell beside one of its elements that screen readers are not kept from.</summary>
    public static bool HasWordsBeside(IElement element, IElement cell)
    {
        foreach (var node in PageNodes.Of(cell))
        {
            var has = node switch
            {
                IText text => !string.IsNullOrWhiteSpace(text.Data),
                IElement child => !ReferenceEquals(child, element) && child.LocalName != "svg" && child.GetAttribute("aria-hidden") != "true" && HasWordsBeside(element, child),
                _ => false,
            };

            if (has)
            {
                return true;
            }
        }

        return false;
    }

    // Of a cell that is read in parts, its first words stand in another.
    private static bool EndsWithMark(IElement cell) => cell.LastChild is IElement { LocalName: "wbr" };

    private static bool IsBeforeText(IElement element)
    {
        var next = element.NextSibling;
        while (next is IElement { ClassName: { } names } && ClassVocabulary.SaysHidden(names))
        {
            next = next.NextSibling;
        }

        return next is IText text && !string.IsNullOrWhiteSpace(text.Data);
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
    private static string? OfClass(string? names)
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
