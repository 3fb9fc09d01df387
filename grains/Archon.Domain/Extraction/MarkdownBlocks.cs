using System.Collections;
using Archon.Domain.Chunking;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Extraction;

/// <summary>
/// The outermost blocks of a Markdown text, each with its inlines, in order. Only a few are held at a time, and the reading can be given up between two lines:
/// Markdig's own way of parsing holds the whole document and cannot be interrupted.
/// </summary>
/// <remarks>
/// What costs Markdig more than the length of its text is kept short: nesting is bounded, a paragraph is read in pieces of
/// <see cref="LongestParagraph"/>, and what stands in a line beyond <see cref="LongestLine"/> is not looked at for links.
/// </remarks>
/// <param name="text">The text, LF line ends.</param>
/// <param name="cancellationToken">Gives the reading up.</param>
internal sealed class MarkdownBlocks(string text, CancellationToken cancellationToken) : IEnumerable<Block>
{
    private const int LongestParagraph = 16 * 1024;
    private const int LongestLine = 32 * 1024;

    private static readonly BlockParserList Blocks = CreateBlockParsers();
    private static readonly InlineParserList Inlines = CreateInlineParsers();

    // CommonMark 2.3.
    private readonly string _text = text.Replace('\0', '\uFFFD');
    private MarkdownDocument? _definitions;

    /// <summary>Where the text says what its reference links lead to, as often as it says it.</summary>
    public IEnumerable<LinkReferenceDefinition> Definitions => Defined().GetLinkReferenceDefinitions(addGroup: false).OfType<LinkReferenceDefinition>();

    public IEnumerator<Block> GetEnumerator()
    {
        var inlines = new InlineProcessor(Defined(), Inlines, preciseSourcelocation: true, context: null);
        var document = NewDocument();
        foreach (var block in new BlockStream(_text, document, Blocks, cancellationToken).SelectMany(document.Take))
        {
            foreach (var leaf in LeavesOf(block))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Read(leaf, inlines);
            }

            yield return block;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Read(LeafBlock leaf, InlineProcessor inlines)
    {
        try
        {
            inlines.ProcessInlineLeaf(leaf);
        }
        catch (ArgumentException)
        {
            // Thousands of marks inside each other, which Markdig refuses and nobody writes.
            leaf.Inline = null;
        }
    }

    // A link may stand before its definition.
    private MarkdownDocument Defined()
    {
        if (_definitions is not null)
        {
            return _definitions;
        }

        var document = NewDocument();
        if (_text.Contains("]:", StringComparison.Ordinal))
        {
            foreach (var _ in new BlockStream(_text, document, Blocks, cancellationToken))
            {
            }
        }

        return _definitions = document;
    }

    // Definitions are found in the document's data; as blocks they would stand behind a paragraph that goes on.
    private static MarkdownDocument NewDocument()
    {
        var document = new MarkdownDocument();
        document.GetLinkReferenceDefinitions(addGroup: false);
        return document;
    }

    private static IEnumerable<LeafBlock> LeavesOf(Block block)
    {
        var leaves = block is LeafBlock leaf ? [leaf] : block.Descendants<LeafBlock>();
        return leaves.Where(some => some.ProcessInlines && !HasLongLine(some.Lines));
    }

    private static bool HasLongLine(StringLineGroup lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.Lines[i].Slice.Length > LongestLine)
            {
                return true;
            }
        }

        return false;
    }

    private static BlockParserList CreateBlockParsers()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.InsertBefore<ParagraphBlockParser>(new LongParagraphParser(LongestParagraph));
        builder.BlockParsers.ReplaceOrAdd<ListBlockParser>(new BoundedListParser());
        builder.BlockParsers.ReplaceOrAdd<QuoteBlockParser>(new BoundedQuoteParser());
        return new BlockParserList(builder.BlockParsers);
    }

    private static InlineParserList CreateInlineParsers()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.Insert(0, new AutoLinkParser(new AutoLinkOptions()));
        return new InlineParserList(builder.InlineParsers);
    }
}
