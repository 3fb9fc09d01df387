using System.Collections.Immutable;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>
/// The blocks of one page of Markdown, parsed once and read by both the chunker and the code example reader. Blocks only: no emphasis, no links,
/// so the cost is linear in the page. Any text parses.
/// </summary>
public sealed class MarkdownOutline
{
    private static readonly MarkdownPipeline BlocksOnly = CreatePipeline();

    private MarkdownOutline(string markdown)
    {
        Markdown = markdown;
        Lines = new LineTable(markdown);
        // Markdig would do this replacement itself, on a copy; done here its slices still point into the text we hold.
        Parsed = markdown.Replace('\0', '\uFFFD');
        Blocks = new OutlineBuilder(Lines).Build(Markdig.Markdown.Parse(Parsed, BlocksOnly));
    }

    /// <summary>The page, as given.</summary>
    public string Markdown { get; }

    internal LineTable Lines { get; }

    /// <summary>The text Markdig's slices point into: same length and positions as <see cref="Markdown"/>.</summary>
    internal string Parsed { get; }

    /// <summary>The page's outermost blocks in order.</summary>
    internal ImmutableArray<OutlineBlock> Blocks { get; }

    public static MarkdownOutline Parse(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return new(markdown);
    }

    private static MarkdownPipeline CreatePipeline()
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
                if (block is LeafBlock leaf)
                {
                    leaf.ProcessInlines = false;
                }
            };
        }

        return builder.Build();
    }
}
