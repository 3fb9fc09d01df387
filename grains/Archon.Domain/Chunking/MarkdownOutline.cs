namespace Archon.Domain.Chunking;

/// <summary>
/// The blocks of one page of Markdown, read by both the chunker and the code example reader. Blocks only: no emphasis, no links,
/// so the cost is linear in the page. Any text parses.
/// </summary>
public sealed class MarkdownOutline
{
    // Blocks take several times their text: those of a larger page are parsed anew for each reader, and each only until it was read.
    private const int Large = 96 * 1024;

    private MarkdownOutline(string markdown, int large, CancellationToken cancellationToken)
    {
        Markdown = markdown;
        Lines = new LineTable(markdown);
        // Markdig would do this replacement itself, on a copy; done here its slices still point into the text we hold.
        Parsed = markdown.Replace('\0', '\uFFFD');
        var blocks = new OutlineReader(Parsed, Lines, cancellationToken);
        Blocks = markdown.Length < large ? [.. blocks] : blocks;
    }

    /// <summary>The page, as given.</summary>
    public string Markdown { get; }

    internal LineTable Lines { get; }

    /// <summary>The text Markdig's slices point into: same length and positions as <see cref="Markdown"/>.</summary>
    internal string Parsed { get; }

    /// <summary>The page's outermost blocks in order. Whoever keeps one keeps what it was parsed from.</summary>
    internal IEnumerable<OutlineBlock> Blocks { get; }

    /// <param name="markdown">The page.</param>
    /// <param name="cancellationToken">Gives the parsing up, here or while the page's blocks are read.</param>
    public static MarkdownOutline Parse(string markdown, CancellationToken cancellationToken = default) => Parse(markdown, Large, cancellationToken);

    /// <param name="markdown">The page.</param>
    /// <param name="large">Characters from which its blocks are not kept.</param>
    /// <param name="cancellationToken">Gives the parsing up, here or while the page's blocks are read.</param>
    internal static MarkdownOutline Parse(string markdown, int large, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return new(markdown, large, cancellationToken);
    }
}
