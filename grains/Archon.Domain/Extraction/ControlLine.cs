using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>The heading, the term or the caption that a control stands in.</summary>
internal static class ControlLine
{
    private const int Deepest = 8;
    private const int MostNodes = 64;

    /// <summary>Null when there is none.</summary>
    public static IElement? Around(IElement control)
    {
        var element = control.ParentElement;
        for (var step = 0; step < Deepest && element is not null; step++, element = element.ParentElement)
        {
            var tag = HtmlTags.Of(element.LocalName);
            if (IsOne(element, tag))
            {
                return element;
            }

            if (tag is not (HtmlTag.Inline or HtmlTag.Block or HtmlTag.Paragraph or HtmlTag.Strong or HtmlTag.Emphasis or HtmlTag.Code or HtmlTag.Link))
            {
                break;
            }
        }

        return null;
    }

    /// <summary>Whether the element is the title of what follows it.</summary>
    public static bool IsTitle(IElement element, HtmlTag tag) =>
        tag.IsHeading() || tag is HtmlTag.Term || (tag is HtmlTag.Block or HtmlTag.Paragraph && element.GetAttribute("role") == "heading");

    /// <summary>Whether a button is what a line says: all of it, or, of a line of nothing but buttons, one that is about something.</summary>
    public static bool IsOf(IElement line, IElement button) =>
        IsOfButtons(line) && (OpeningControl.SaysWhat(button) || line.TextContent.AsSpan().Trim().Length == button.TextContent.AsSpan().Trim().Length);

    /// <summary>Whether nothing but buttons says anything in a line. A long one says something.</summary>
    public static bool IsOfButtons(IElement line)
    {
        var left = MostNodes;
        return IsOfButtons(line, ref left);
    }

    private static bool IsOfButtons(IElement line, ref int left)
    {
        foreach (var node in PageNodes.Of(line))
        {
            var says = --left < 0 || node switch
            {
                IText text => OpeningControl.HasLetters(text.Data),
                IElement child => !IsButton(child) && !IsUnseen(child) && !IsOfButtons(child, ref left),
                _ => false,
            };

            if (says)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOne(IElement element, HtmlTag tag) => tag is HtmlTag.Summary or HtmlTag.Caption || IsTitle(element, tag);

    private static bool IsButton(IElement element) => element.LocalName == "button" || element.GetAttribute("role") == "button" || OpeningControl.IsCollapse(element);

    private static bool IsUnseen(IElement element) =>
        HtmlTags.Of(element.LocalName) is HtmlTag.Silent
        || element.GetAttribute("aria-hidden") == "true" || element.HasAttribute("hidden")
        || (element.ClassName is { } names && ClassVocabulary.SaysHidden(names))
        || (element.LocalName == "a" && HeadingAnchor.IsSign(element.TextContent));
}
