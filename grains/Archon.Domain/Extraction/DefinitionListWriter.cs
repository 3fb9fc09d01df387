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
        var outer = writer.Anchors.BeginTerms();
        WriteGroup(list);
        writer.Flush();
        writer.Anchors.EndTerms(outer);
    }

    private void WriteGroup(IElement group)
    {
        using var children = PartsOf(group).GetEnumerator();
        var isAfterTerm = false;
        var next = Next(children);

        while (next is { } part)
        {
            next = Next(children);
            if (part is not IElement child)
            {
                // Between terms and definitions nothing belongs, but browsers show it.
                if (isAfterTerm)
                {
                    writer.Flush();
                }

                writer.Inline.Append(part.TextContent);
                isAfterTerm = false;
                continue;
            }

            var facts = writer.FactsOf(child);

            switch (facts.Tag)
            {
                case HtmlTag.Term when facts.Has(ClassTraits.Signature):
                    WriteSignature(child, facts);
                    break;

                // Pike's manual has its chapters in such lists.
                case HtmlTag.Term when writer.Flow is BlockFlow.Blocks && HeadingOf(child) is { } heading:
                    WriteHeading(child, heading);
                    break;

                case HtmlTag.Term:
                    writer.WriteTerm(child, facts);
                    isAfterTerm = true;
                    continue;

                case HtmlTag.Definition when isAfterTerm && IsDefinition(next):
                    next = WriteSeveral(child, next, children);
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

    private static IEnumerable<INode> PartsOf(IElement group)
    {
        foreach (var node in PageNodes.Of(group))
        {
            if (node is IElement || (node is IText text && !string.IsNullOrWhiteSpace(text.Data)))
            {
                yield return node;
            }
        }
    }

    private static INode? Next(IEnumerator<INode> children) => children.MoveNext() ? children.Current : null;

    private void WriteSignature(IElement term, in ElementFacts facts)
    {
        writer.Flush();
        writer.Anchors.BeginSignature(facts.Id, writer.Output.Length);
        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.AppendCode(writer.Words.Of(term));
        writer.Inline.Close();
        writer.Flush();
        writer.Anchors.EndSignature(writer.Output.Length);
    }

    private void WriteDefinition(IElement definition, bool isAfterTerm)
    {
        if (isAfterTerm && writer.Inline.HasText && IsRunningText(definition))
        {
            if (writer.Inline.EndsWithWord)
            {
                writer.Inline.EndOwed(":");
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

    /// <returns>What follows the last definition.</returns>
    private INode? WriteSeveral(IElement first, INode? second, IEnumerator<INode> children)
    {
        writer.Flush();
        WriteOneOfSeveral(first, isFirst: true);
        var next = second;

        while (next is IElement definition && IsDefinition(next))
        {
            WriteOneOfSeveral(definition, isFirst: false);
            next = Next(children);
        }

        writer.CloseNext = false;
        writer.Output.EndList('-');
        return next;
    }

    private void WriteOneOfSeveral(IElement definition, bool isFirst)
    {
        if (writer.Flow is not BlockFlow.Blocks || writer.Output.Depth >= BlockOutput.DeepestNesting)
        {
            writer.WriteChildren(definition);
            writer.Flush();
            return;
        }

        writer.CloseNext = !isFirst;
        var indent = BoilerplateRules.HoldsCode(definition) ? BlockOutput.IndentForCode : 2;
        writer.Output.Open("-".PadRight(indent), new string(' ', indent));
        writer.WriteChildren(definition);
        writer.Flush();
        writer.Output.Close();
    }

    private void WriteHeading(IElement term, IElement heading)
    {
        if (ReferenceEquals(term.FirstElementChild, heading))
        {
            writer.Headings.WriteHeader(term, heading);
            return;
        }

        // Anchors that lead to it stand before it.
        writer.Flush();
        writer.WriteChildren(term);
        writer.Flush();
    }

    private static IElement? HeadingOf(IElement term) =>
        PageNodes.ElementsOf(term).FirstOrDefault(PageNodes.HasText) is { } first && HtmlTags.Of(first.LocalName).IsHeading() ? first : null;

    private static bool IsDefinition(INode? node) => node is IElement { LocalName: "dd" };

    private static bool IsRunningText(IElement element)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (HtmlTags.Of(child.LocalName).IsBlock() || !IsRunningText(child))
            {
                return false;
            }
        }

        return true;
    }
}
