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
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(context);
        var heading = headings.Length == 0 ? title : headings[(headings.LastIndexOf(HeadingMark, StringComparison.Ordinal) is var at && at < 0 ? 0 : at + HeadingMark.Length)..];
        return Joined(heading, SummaryText.OneLine(PlainLines.Of(Read(context))));
    }

    /// <summary>Of a source: its title, and the first sentences of its first pages that explain (<see cref="OfPage"/>); the title alone where none does.</summary>
    /// <param name="title">The source's title.</param>
    /// <param name="passages">What its first pages begin with, as Markdown, in their order.</param>
    public static string OfSource(string title, params IEnumerable<string> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        return Joined(title, passages.Select(OfPage).FirstOrDefault(said => said is not null));
    }

    /// <summary>Of a page: the first sentences of its first passage that explain; null where that has none but code, tables, lists, links or a legal notice.</summary>
    /// <param name="beginning">The passage, as Markdown.</param>
    public static string? OfPage(string beginning)
    {
        ArgumentNullException.ThrowIfNull(beginning);
        var said = ExplainingSentences.Of(Read(beginning));
        return said.Length == 0 ? null : SummaryText.Shortened(said, MaxLength);
    }

    private static string Joined(string title, string? said)
    {
        var name = SummaryText.OneLine(title).TrimEnd('.', ':');
        var text = string.IsNullOrEmpty(said) ? name
            : name.Length == 0 || said.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? said
            : $"{name}: {said}";
        return SummaryText.Shortened(text, MaxLength);
    }

    private static string Read(string text) => text.Length <= MostRead ? text : text[..MostRead];
}
