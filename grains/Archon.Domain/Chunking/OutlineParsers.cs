using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>A paragraph; <see cref="SetextLevel"/> is above 0 when an underline made it a heading.</summary>
internal sealed class OutlineParagraph(BlockParser parser) : ParagraphBlock(parser)
{
    public int SetextLevel { get; set; }
}

/// <summary>
/// Keeps paragraphs whole. Markdig's own parser takes link reference definitions out and swaps headings in at a cost that grows
/// with the square of the page (88 s for 1 MB of definitions), and neither is needed to find where blocks begin.
/// </summary>
internal sealed class OutlineParagraphParser : ParagraphBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new OutlineParagraph(this)
        {
            Column = processor.Column,
            Span = new SourceSpan(processor.Line.Start, processor.Line.End),
        });
        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.BreakDiscard;
        }

        block.UpdateSpanEnd(processor.Line.End);
        if (!processor.IsCodeIndent && UnderlineLevel(processor.Line) is var level and > 0)
        {
            ((OutlineParagraph)block).SetextLevel = level;
            return BlockState.BreakDiscard;
        }

        return BlockState.Continue;
    }

    public override bool Close(BlockProcessor processor, Block block) => true;

    private static int UnderlineLevel(StringSlice line)
    {
        var mark = line.CurrentChar;
        if (mark is not ('=' or '-'))
        {
            return 0;
        }

        return line.AsSpan().TrimEnd(" \t").TrimStart(mark).IsEmpty ? mark == '=' ? 1 : 2 : 0;
    }
}

/// <summary>Lists, nested no deeper than <see cref="Nesting.Limit"/>; a deeper marker is read as text.</summary>
internal sealed class BoundedListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        processor.CurrentContainer is ListBlock || Nesting.Allows(processor.CurrentContainer) ? base.TryOpen(processor) : BlockState.None;
}

/// <summary>Quotations, nested no deeper than <see cref="Nesting.Limit"/>; a deeper marker is read as text.</summary>
internal sealed class BoundedQuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        Nesting.Allows(processor.CurrentContainer) ? base.TryOpen(processor) : BlockState.None;
}

/// <summary>
/// Bounds nesting: Markdig throws at 128 levels, and every line of a page costs a visit to every block open above it.
/// </summary>
internal static class Nesting
{
    /// <summary>Blocks inside blocks, a list and its item counting one each.</summary>
    public const int Limit = 24;

    public static bool Allows(ContainerBlock? container)
    {
        var depth = 0;
        for (; container is not null && depth < Limit; depth++)
        {
            container = container.Parent;
        }

        return depth < Limit;
    }
}
