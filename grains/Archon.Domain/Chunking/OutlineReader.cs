using System.Collections;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>
/// Parses a page and hands its outermost blocks out as they end, so that never more than a few are held. Each walk parses anew.
/// </summary>
/// <remarks>
/// Markdig reads a page line by line and of all outermost blocks changes the last one only. What it calls parsing a document is no more than
/// this, then the inlines, which nobody asks for here.
/// </remarks>
internal sealed class OutlineReader(string text, LineTable lines) : IEnumerable<OutlineBlock>
{
    private const int BlocksAtOnce = 16;

    private static readonly BlockParserList BlocksOnly = CreateParsers();

    public IEnumerator<OutlineBlock> GetEnumerator()
    {
        var document = new MarkdownDocument();
        var processor = new BlockProcessor(document, BlocksOnly, context: null);
        var builder = new OutlineBuilder(lines);
        var reader = new LineReader(text);
        while (reader.ReadLine() is { Text: not null } line)
        {
            processor.ProcessLine(line);
            if (document.Count > BlocksAtOnce)
            {
                foreach (var block in builder.TakeEnded(document))
                {
                    yield return block;
                }
            }
        }

        if (document.LastChild is { } last)
        {
            processor.Close(last);
        }

        foreach (var block in builder.TakeAll(document))
        {
            yield return block;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static BlockParserList CreateParsers()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.ReplaceOrAdd<ParagraphBlockParser>(new OutlineParagraphParser());
        builder.BlockParsers.ReplaceOrAdd<ListBlockParser>(new BoundedListParser());
        builder.BlockParsers.ReplaceOrAdd<QuoteBlockParser>(new BoundedQuoteParser());
        return new BlockParserList(builder.BlockParsers);
    }
}
