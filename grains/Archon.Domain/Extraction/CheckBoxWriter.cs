using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes what boxes say that are checked or not, as GFM does at the beginning of an item: <c>[x]</c>. Anywhere else that is text, and a box is written where it says something: where
/// nobody can change it, in a cell of a table (a table of features), or in a label with words of its own. Other boxes open something, or are waited for by a form.
/// </summary>
internal sealed class CheckBoxWriter(MarkdownWriter writer)
{
    private const int MostWrappers = 3;

    /// <summary>Writes an <c>input</c>, if it is such a box.</summary>
    public void Write(IElement input)
    {
        var isRound = input.GetAttribute("type") == "radio";
        if (!isRound && input.GetAttribute("type") != "checkbox")
        {
            return;
        }

        var isFixed = input.HasAttribute("disabled");
        Write(input.HasAttribute("checked"), begins: !isRound || isFixed, isText: isFixed || writer.Flow is BlockFlow.Cell || (!isRound && IsLabelled(input)));
    }

    /// <summary>Writes an element that a script makes a box of.</summary>
    public void WriteStated(IElement element) =>
        Write(element.GetAttribute("aria-checked") == "true", begins: true, isText: writer.Flow is BlockFlow.Cell || element.GetAttribute("aria-disabled") == "true");

    private void Write(bool isChecked, bool begins, bool isText)
    {
        var mark = TaskItem.Mark(isChecked);
        if (begins && writer.IsAtItemStart)
        {
            writer.Inline.Owe(mark);
        }
        else if (isText)
        {
            writer.Inline.AppendMark(mark);
        }
    }

    private static bool IsLabelled(IElement input)
    {
        var around = input.ParentElement;
        for (var levels = 0; levels < MostWrappers && around is not null; levels++)
        {
            if (around.LocalName == "label")
            {
                return PageNodes.HasText(around);
            }

            around = around.ParentElement;
        }

        return false;
    }
}
