using Archon.Domain.Chunking;
using Markdig;
using Markdig.Parsers;

namespace Archon.Domain.Tests.Chunking;

public sealed class OutlineReaderTests
{
    private static readonly MarkdownPipeline Whole = CreateWhole();

    [Fact]
    public void Blocks_HandedOutAsTheyEnd_AreThoseOfTheWholePage()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var markdown = new MarkdownGenerator(seed).Garbage(50 + (seed % 1_000), withOpeners: seed % 4 == 0).Replace('\0', ' ');
            var lines = new LineTable(markdown);

            var document = Markdown.Parse(markdown, Whole);
            var whole = new OutlineBuilder(lines, []).Tile(document, document.Count);

            Assert.Equal(whole.SelectMany(Say), new OutlineReader(markdown, lines, [], CancellationToken.None).SelectMany(Say));
        }
    }

    [Fact]
    public void Blocks_OfALargePage_AreNotKept()
    {
        var small = MarkdownOutline.Parse("# a\n\nb\n", large: 100, TestContext.Current.CancellationToken);
        var large = MarkdownOutline.Parse("# a\n\nb\n", large: 1, TestContext.Current.CancellationToken);

        Assert.Same(small.Blocks.First(), small.Blocks.First());
        Assert.NotSame(large.Blocks.First(), large.Blocks.First());
        Assert.Equal(small.Blocks.SelectMany(Say), large.Blocks.SelectMany(Say));
    }

    private static IEnumerable<string> Say(OutlineBlock block) =>
        block.Children.SelectMany(Say).Prepend(
            $"{block.Kind} {block.FirstLine}-{block.EndLine} {string.Join(" > ", HeadingNode.PathOf(block.Heading))} {block.Prose?.Lines} {block.Code?.Lines}");

    private static MarkdownPipeline CreateWhole()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.Clear();
        builder.BlockParsers.ReplaceOrAdd<ParagraphBlockParser>(new OutlineParagraphParser());
        builder.BlockParsers.ReplaceOrAdd<ListBlockParser>(new BoundedListParser());
        builder.BlockParsers.ReplaceOrAdd<QuoteBlockParser>(new BoundedQuoteParser());
        foreach (var parser in builder.BlockParsers)
        {
            parser.Closed += static (_, block) =>
            {
                if (block is Markdig.Syntax.LeafBlock leaf)
                {
                    leaf.ProcessInlines = false;
                }
            };
        }

        return builder.Build();
    }
}
