using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes ordered and bullet lists. A list is loose when an item has more than one block besides its nested lists. A list whose
/// items are sections with headings is layout, not a list, and its items are written as plain blocks.
/// </summary>
internal sealed class ListWriter(MarkdownWriter writer)
{
    private bool _isTight;

    /// <summary>Forgets the page before, which may have been broken off.</summary>
    public void Begin() => _isTight = false;

    public void Write(IElement list, in ElementFacts facts)
    {
        writer.Flush();
        var isOrdered = facts.Tag is HtmlTag.OrderedList;
        var isOfTasks = facts.Has(ClassTraits.TaskList);

        if (writer.Flow is not BlockFlow.Blocks)
        {
            WriteFlat(list, isOfTasks);
            return;
        }

        var isTight = true;
        var number = isOrdered && int.TryParse(list.GetAttribute("start"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var start)
            && start >= 0 ? start : 1;

        if (writer.Output.Depth >= BlockOutput.DeepestNesting || IsLayout(list, facts, out isTight))
        {
            WriteSteps(list, isNumbered: isOrdered && StepNumber.AreShown(list), number);
            return;
        }

        var outerIsTight = _isTight;
        var followsText = outerIsTight && writer.HasWrittenInItem;
        _isTight = isTight;

        // An ordered list cannot follow a paragraph closely unless it starts at one.
        writer.CloseNext |= followsText && (!isOrdered || number == 1);
        WriteItems(list, isOrdered, isOfTasks, number);
        writer.CloseNext = false;
        _isTight = outerIsTight;
    }

    private void WriteSteps(IElement list, bool isNumbered, int number)
    {
        if (!isNumbered)
        {
            writer.WriteChildren(list);
            writer.Flush();
            return;
        }

        foreach (var node in PageNodes.Of(list))
        {
            if (node is not IElement item)
            {
                writer.Inline.Append(node is IText text ? text.Data : null);
                continue;
            }

            writer.Flush();
            number = NumberOf(item) ?? number;

            writer.Headings.Number = StepNumber.IsShown(item) ? number : null;
            writer.WriteElement(item);
            writer.Flush();
            writer.Headings.Number = null;
            number += item.LocalName == "li" && !item.HasAttribute("hidden") ? 1 : 0;
        }
    }

    private static int? NumberOf(IElement item) =>
        int.TryParse(item.GetAttribute("value"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var stated) && stated >= 0 ? stated : null;

    private void WriteItems(IElement list, bool isOrdered, bool isOfTasks, int number)
    {
        var bullet = isOrdered ? writer.Output.MarkerFor('.', ')') : writer.Output.MarkerFor('-', '*');
        var isFirst = true;
        var indent = "  ";

        foreach (var node in PageNodes.Of(list))
        {
            if (node is not IElement item)
            {
                if (node is IText text && !string.IsNullOrWhiteSpace(text.Data))
                {
                    writer.Inline.Append(text.Data);
                }

                continue;
            }

            var facts = writer.FactsOf(item);
            var isItem = facts.Tag is HtmlTag.Item;

            number = (isItem ? NumberOf(item) : null) ?? number;

            writer.Flush();

            if (!isFirst)
            {
                writer.CloseNext = _isTight;
            }

            if (isItem)
            {
                var marker = isOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number}{bullet} ") : $"{bullet} ";

                if (BoilerplateRules.HoldsCode(item))
                {
                    marker = marker.PadRight(BlockOutput.IndentForCode);
                }

                indent = new string(' ', marker.Length);
                writer.Output.Open(marker, indent);
                number++;
            }
            else
            {
                // A list straight inside a list belongs to the item before it.
                writer.Output.Open(isFirst ? "" : indent, isFirst ? "" : indent);
            }

            var before = writer.Output.Length;
            var outerStart = writer.BeginItem();
            var sign = '\0';
            writer.Inline.Owe(isOfTasks ? TaskItem.MarkOf(list, item, out sign) : null, sign);
            writer.WriteElement(item);
            writer.Flush();
            writer.Inline.Owe(null);
            writer.EndItem(outerStart);
            writer.Output.Close();
            isFirst &= writer.Output.Length == before;
        }

        writer.Flush();
        writer.Output.EndList(bullet);
    }

    private void WriteFlat(IElement list, bool isOfTasks)
    {
        foreach (var node in PageNodes.Of(list))
        {
            if (node is not IElement item)
            {
                writer.Inline.Append(node is IText text ? text.Data : null);
                continue;
            }

            writer.Flush();

            if (writer.Flow is BlockFlow.Cell)
            {
                var sign = '\0';
                writer.Inline.Owe("• " + (isOfTasks ? TaskItem.MarkOf(list, item, out sign) : null), sign);
            }

            if (HtmlTags.Of(item.LocalName) is HtmlTag.Item)
            {
                writer.WriteChildren(item);
            }
            else
            {
                writer.WriteElement(item);
            }
        }

        writer.Inline.Owe(null);
        writer.Flush();
    }

    // Both in one walk: the items of a large page are parsed anew for each.
    private static bool IsLayout(IElement list, in ElementFacts facts, out bool isTight)
    {
        isTight = true;

        if (facts.Has(ClassTraits.LayoutList))
        {
            return true;
        }

        foreach (var item in PageNodes.ElementsOf(list))
        {
            foreach (var child in PageNodes.ElementsOf(item))
            {
                var tag = HtmlTags.Of(child.LocalName);

                if (tag.IsHeading() || tag is HtmlTag.Section or HtmlTag.Article)
                {
                    return true;
                }
            }

            isTight &= BlocksIn(item) <= 1;
        }

        return false;
    }

    private static int BlocksIn(IElement item)
    {
        var blocks = 0;
        var inText = false;

        foreach (var node in PageNodes.Of(item))
        {
            switch (node)
            {
                case IText text when inText || string.IsNullOrWhiteSpace(text.Data):
                    break;

                case IText:
                    inText = true;
                    blocks++;
                    break;

                case IElement element when !HtmlTags.Of(element.LocalName).IsBlock():
                    if (!inText && HtmlTags.Of(element.LocalName) is not (HtmlTag.Silent or HtmlTag.CheckBox))
                    {
                        inText = true;
                        blocks++;
                    }

                    break;

                case IElement element:
                    inText = false;
                    blocks += HtmlTags.Of(element.LocalName) switch
                    {
                        HtmlTag.BulletList or HtmlTag.OrderedList => 0,
                        HtmlTag.Block or HtmlTag.Section => BlocksIn(element),
                        HtmlTag.DefinitionList or HtmlTag.Preformatted => 2,
                        _ => 1,
                    };
                    break;
            }
        }

        return blocks;
    }
}
