namespace Archon.Domain.Chunking;

/// <summary>
/// The blocks of one page of Markdown, read by both the chunker and the code example reader. Blocks only: no emphasis, no links,
/// so the cost is linear in the page. Any text parses.
/// </summary>
public sealed class MarkdownOutline
{
    // Blocks take several times their text: those of a larger page are parsed anew for each reader, and each only until it was read.
    private const int Large = 96 * 1024;

    private MarkdownOutline(string markdown, int large)
    {
        Markdown = markdown;
        Lines = new LineTable(markdown);
        // Markdig would do this replacement itself, on a copy; done here its slices still point into the text we hold.
        Parsed = markdown.Replace('\0', '\uFFFD');
        var blocks = new OutlineReader(Parsed, Lines);
        Blocks = markdown.Length < large ? [.. blocks] : blocks;
    }

    /// <summary>The page, as given.</summary>
    public string Markdown { get; }

    internal LineTable Lines { get; }

    /// <summary>The text Markdig's slices point into: same length and positions as <see cref="Markdown"/>.</summary>
    internal string Parsed { get; }

    /// <summary>The page's outermost blocks in order. Whoever keeps one keeps what it was parsed from.</summary>
    internal IEnumerable<OutlineBlock> Blocks { get; }

    public static MarkdownOutline Parse(string markdown) => Parse(markdown, Large);

    /// <param name="markdown">The page.</param>
    /// <param name="large">Characters from which its blocks are not kept.</param>
    internal static MarkdownOutline Parse(string markdown, int large)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return new(markdown, large);
    }
}
