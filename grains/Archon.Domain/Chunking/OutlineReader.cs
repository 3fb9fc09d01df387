using System.Collections;
using System.Collections.Immutable;
using Archon.Domain.Anchors;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>
/// Parses a page and hands its outermost blocks out as they end. Each walk parses anew.
/// </summary>
internal sealed class OutlineReader(string text, LineTable lines, ImmutableArray<PageAnchor> anchors, CancellationToken cancellationToken) : IEnumerable<OutlineBlock>
{
    private static readonly BlockParserList BlocksOnly = CreateParsers();

    public IEnumerator<OutlineBlock> GetEnumerator()
    {
        var document = new MarkdownDocument();
        var builder = new OutlineBuilder(lines, anchors);
        return new BlockStream(text, document, BlocksOnly, cancellationToken).SelectMany(ended => builder.Tile(document, ended)).GetEnumerator();
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
