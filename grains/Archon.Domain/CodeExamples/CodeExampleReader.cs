using System.Collections.Immutable;
using Archon.Domain.Chunking;

namespace Archon.Domain.CodeExamples;

/// <summary>Lifts every code block out of a page in document order, those inside lists and quotations too. Empty blocks are skipped.</summary>
public static class CodeExampleReader
{
    public static ImmutableArray<CodeExample> Read(MarkdownOutline outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        var examples = ImmutableArray.CreateBuilder<CodeExample>();
        var context = new CodeContext();
        HeadingNode? heading = null;
        foreach (var block in outline.Blocks)
        {
            if (block.Heading is not null)
            {
                heading = block.Heading;
                context.Forget();
            }

            Read(block, heading, context, outline, examples);
        }

        return examples.DrainToImmutable();
    }

    private static void Read(
        OutlineBlock block, HeadingNode? heading, CodeContext context, MarkdownOutline outline, ImmutableArray<CodeExample>.Builder examples)
    {
        if (block.Prose is not null)
        {
            context.Add(block.Prose);
        }

        if (block.Code is not null && CodeText.Of(block.Code, outline) is var code && !string.IsNullOrWhiteSpace(code))
        {
            examples.Add(new(examples.Count, CodeLanguage.Of(block.Code), code, HeadingNode.PathOf(heading), context.Quote()));
        }

        foreach (var child in block.Children)
        {
            Read(child, heading, context, outline, examples);
        }
    }
}
