using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes definition lists, which Markdown has not: the term in bold, and its definition behind it when that is a single
/// run of text, below it when it has blocks, as bullets when there are several. Not indented, so that the code in it stays at the margin.
/// </summary>
internal sealed class DefinitionListWriter(MarkdownWriter writer)
{
    public void Write(IElement list)
    {
        writer.Flush();
        WriteGroup(list);
        writer.Flush();
    }

    private void WriteGroup(IElement group)
    {
        // Copied once: the live collection walks from the start for its length and for every item, and an index of a manual
        // is one list of tens of thousands.
        IElement[] children = [.. group.Children];
        var isAfterTerm = false;

        for (var index = 0; index < children.Length; index++)
        {
            var child = children[index];
            var facts = writer.FactsOf(child);

            switch (facts.Tag)
            {
                case HtmlTag.Term when facts.Has(ClassTraits.Signature):
                    WriteSignature(child);
                    break;

                case HtmlTag.Term:
                    writer.WriteLine(child, InlineMarkKind.Strong);
                    isAfterTerm = true;
                    continue;

                case HtmlTag.Definition when isAfterTerm && IsDefinition(children, index + 1):
                    index = WriteSeveral(children, index) - 1;
                    break;

                case HtmlTag.Definition:
                    WriteDefinition(child, isAfterTerm);
                    break;

                case HtmlTag.Block:
                    WriteGroup(child);
                    break;

                default:
                    writer.WriteElement(child);
                    break;
            }

            isAfterTerm = false;
        }
    }

    private void WriteSignature(IElement term)
    {
        writer.Flush();
        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.AppendCode(writer.Words.Of(term));
        writer.Inline.Close();
        writer.Flush();
    }

    private void WriteDefinition(IElement definition, bool isAfterTerm)
    {
        if (isAfterTerm && writer.Inline.HasText && IsRunningText(definition))
        {
            if (writer.Inline.EndsWithWord)
            {
                writer.Inline.Append(":");
            }

            writer.Inline.Blank();
            writer.WriteChildren(definition);
        }
        else
        {
            writer.Flush();
            writer.WriteChildren(definition);
        }

        writer.Flush();
    }

    private int WriteSeveral(IElement[] children, int index)
    {
        writer.Flush();
        var isFirst = true;

        while (index < children.Length && IsDefinition(children, index))
        {
            if (writer.Flow is BlockFlow.Blocks && writer.Output.Depth < BlockOutput.DeepestNesting)
            {
                writer.CloseNext = !isFirst;
                var indent = BoilerplateRules.HoldsCode(children[index]) ? BlockOutput.IndentForCode : 2;
                writer.Output.Open("-".PadRight(indent), new string(' ', indent));
                writer.WriteChildren(children[index]);
                writer.Flush();
                writer.Output.Close();
            }
            else
            {
                writer.WriteChildren(children[index]);
                writer.Flush();
            }

            isFirst = false;
            index++;
        }

        writer.CloseNext = false;
        writer.Output.EndList('-');
        return index;
    }

    private static bool IsDefinition(IElement[] children, int index) =>
        index < children.Length && children[index].LocalName == "dd";

    private static bool IsRunningText(IElement element)
    {
        foreach (var child in element.Children)
        {
            if (HtmlTags.Of(child.LocalName).IsBlock() || !IsRunningText(child))
            {
                return false;
            }
        }

        return true;
    }
}
