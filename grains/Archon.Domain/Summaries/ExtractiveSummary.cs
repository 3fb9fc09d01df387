using Archon.Domain.Chunking;
using Archon.Domain.Search;

namespace Archon.Domain.Summaries;

/// <summary>
/// A summary made of what the site wrote: a title and the first sentences that explain. It stands where no model has written one, and costs nothing
/// until somebody looks at it.
/// </summary>
public static class ExtractiveSummary
{
    private const int MaxLength = 300;

    // Prose before code may be long, and its first sentences are what is wanted.
    private const int MostRead = 4_000;

    private const string HeadingMark = " › ";

    /// <summary>Of a code example: the heading it stands under, else its page's title, and the first sentences of the prose before it.</summary>
    public static string OfExample(string title, string headings, string context)
    {
        ArgumentNullException.ThrowIfNull(headings);
        var heading = headings.Length == 0 ? title : headings[(headings.LastIndexOf(HeadingMark, StringComparison.Ordinal) is var at && at < 0 ? 0 : at + HeadingMark.Length)..];
        return Joined(heading, context);
    }

    /// <summary>Of a source: its title, and the first sentences of its first page that are no headings.</summary>
    public static string OfSource(string title, string beginning)
    {
        ArgumentNullException.ThrowIfNull(beginning);
        return Joined(title, string.Join('\n', Read(beginning).Split('\n').Where(line => !line.TrimStart().StartsWith('#'))));
    }

    /// <summary>Of a page: the first sentences of its first passage; null where that is no prose but code, tables or lists.</summary>
    /// <param name="beginning">The passage, as Markdown.</param>
    public static string? OfPage(string beginning)
    {
        ArgumentNullException.ThrowIfNull(beginning);
        var outline = MarkdownOutline.Parse(Read(beginning));
        var said = Joined(title: null, string.Join('\n', outline.Blocks.Where(block => block.Prose is not null)
            .Select(block => outline.Markdown[outline.Lines.StartOf(block.FirstLine)..outline.Lines.EndOf(block.EndLine - 1)])));
        return said.Length == 0 ? null : said;
    }

    private static string Joined(string? title, string? prose)
    {
        var name = SummaryText.OneLine(title ?? "").TrimEnd('.', ':');
        var said = SummaryText.OneLine(PlainLines.Of(Read(prose ?? "")));
        var text = said.Length == 0 ? name
            : name.Length == 0 || said.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? said
            : $"{name}: {said}";
        return SummaryText.Shortened(text, MaxLength);
    }

    private static string Read(string text) => text.Length <= MostRead ? text : text[..MostRead];
}
