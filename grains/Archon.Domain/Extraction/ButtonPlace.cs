using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Where a button stands that may be text: the block around it, and whether that is one in which something is done.</summary>
internal static class ButtonPlace
{
    private const int MostLevels = 4;

    private static readonly string[] Roles = ["toolbar", "group", "menu", "menubar", "tablist", "listbox", "radiogroup", "navigation"];

    /// <summary>The block that a button stands in.</summary>
    public static IElement? Around(IElement button)
    {
        var around = button.ParentElement;
        while (around is not null && ButtonNeighbours.IsMark(around))
        {
            around = around.ParentElement;
        }

        return around;
    }

    /// <summary>The block that a button stands in, where that is one of text and not of fields to be filled in. A paragraph that is all of an item is the item.</summary>
    /// <returns>What the block is; <see cref="HtmlTag.Inline"/> for none.</returns>
    public static HtmlTag OfText(IElement button)
    {
        if (Around(button) is not { } around || around.Closest("form") is not null)
        {
            return HtmlTag.Inline;
        }

        var tag = HtmlTags.Of(around.LocalName);
        if (tag is HtmlTag.Paragraph && around.ParentElement is { ChildElementCount: 1 } outer && HtmlTags.Of(outer.LocalName) is var place and (HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition))
        {
            return place;
        }

        return tag is HtmlTag.Paragraph or HtmlTag.Item or HtmlTag.Cell or HtmlTag.Definition or HtmlTag.BlockQuote or HtmlTag.Block ? tag : HtmlTag.Inline;
    }

    /// <summary>Whether it is one of a row of tools, or its class says that it is one.</summary>
    public static bool IsOfTools(IElement button)
    {
        if (ControlWords.NameDeed(button.ClassName))
        {
            return true;
        }

        var around = Around(button);
        for (var levels = 0; levels < MostLevels && around is not null; levels++, around = around.ParentElement)
        {
            if (around.LocalName is "body" or "main" or "article")
            {
                break;
            }

            if (Array.IndexOf(Roles, around.GetAttribute("role")) >= 0 || ControlWords.NameTools(around.ClassName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an element is a field or code: a button beside it does something with it.</summary>
    public static bool IsUsed(IElement beside) => beside.LocalName is "pre" or "input" or "select" or "textarea";
}
