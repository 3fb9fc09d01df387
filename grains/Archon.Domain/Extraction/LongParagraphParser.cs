using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Extraction;

/// <summary>
/// Ends a paragraph that has become long and begins the next one there: Markdig takes link definitions out of a paragraph, and reads its inlines, at a cost that grows
/// with the square of its length.
/// </summary>
/// <param name="longest">Characters.</param>
internal sealed class LongParagraphParser(int longest) : BlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.CurrentBlock is not ParagraphBlock paragraph || processor.Line.End - paragraph.Span.Start < longest)
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new ParagraphBlock(paragraph.Parser!)
        {
            Column = processor.Column,
            Span = new SourceSpan(processor.Line.Start, processor.Line.End),
        });
        return BlockState.Continue;
    }
}
