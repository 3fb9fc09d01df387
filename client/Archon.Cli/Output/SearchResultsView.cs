using System.Collections.Immutable;
using System.Globalization;
using Archon.GrainInterfaces.Search;

namespace Archon.Cli.Output;

/// <summary>Results for people: rank, title, heading path, address, and the part that matches with the found words marked.</summary>
internal sealed class SearchResultsView(ImmutableArray<SearchResult> results, bool explains = false)
{
    private const char FoundBegins = '\u0002';
    private const char FoundEnds = '\u0003';
    private const int MaxLines = 6;

    // Two lines of a usual terminal.
    private const int MaxSummary = 152;

    private const string Indent = "    ";

    public void WriteTo(TerminalStream stream)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (i > 0)
            {
                stream.Line();
            }

            Write(stream, i + 1, results[i]);
            if (explains)
            {
                stream.Line(Indent, Styled.Dim(Explanation(results[i])));
            }
        }
    }

    private static string Explanation(SearchResult result) =>
        $"by words: {Place(result.WordsRank)}, by vector: {Place(result.VectorRank)}"
        + (result.PassageScore is { } passage ? string.Create(CultureInfo.InvariantCulture, $"; passage {passage:0.0000}, its page {result.Score:0.0000}") : "")
        + (result.Relevance is { } relevance ? string.Create(CultureInfo.InvariantCulture, $"; re-ranked by {relevance:0.0000}") : "");

    private static string Place(int? rank) => rank is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place}.") : "not found";

    private static void WriteExample(TerminalStream stream, FoundExample example, string heading)
    {
        if (example.Title.Length > 0 && !heading.EndsWith(example.Title, StringComparison.Ordinal))
        {
            stream.Line(Indent, Styled.Dim(TerminalText.OneLine(example.Title)));
        }

        if (example.Variants.Length > 1)
        {
            stream.Line(Indent, Styled.Dim(TerminalText.OneLine($"tabs: {string.Join(", ", example.Variants.Select(variant => variant.Label))}; here {example.Tab}")));
        }

        if (example.AlsoOnCount > 0)
        {
            stream.Line(Indent, Styled.Dim(TerminalText.OneLine($"also on {Humanly.Count(example.AlsoOnCount, "other page", "other pages")}: {example.AlsoOn[0]}{(example.AlsoOnCount > 1 ? ", …" : "")}")));
        }
    }

    private static void Write(TerminalStream stream, int rank, SearchResult result)
    {
        var title = TerminalText.OneLine(result.Title.Length > 0 ? result.Title : result.Url);
        var language = result.Language is { Length: > 0 } name ? $"  [{TerminalText.OneLine(name)}]" : "";
        stream.Line($"{rank,2}. ", Styled.Bold(title), Styled.Dim(language));
        if (result.Heading.Length > 0 && result.Heading != result.Title)
        {
            stream.Line(Indent, Styled.Dim(TerminalText.OneLine(result.Heading)));
        }

        stream.Line(Indent, Styled.Link(TerminalText.OneLine(result.Url)));
        if (result.Summary is { } summary)
        {
            stream.Line(Indent, result.SummaryKind == "extractive" ? Styled.Dim(TerminalText.Cut($"From the page: {summary}", MaxSummary)) : TerminalText.Cut(summary, MaxSummary));
        }

        if (result.Example is { } example)
        {
            WriteExample(stream, example, result.Heading);
        }

        foreach (var line in result.Snippet.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Take(MaxLines))
        {
            stream.Line([Indent, .. Marked(line)]);
        }
    }

    /// <summary>The pieces of a line, cleaned one by one because cleaning would drop the marks.</summary>
    private static IEnumerable<Styled> Marked(string line)
    {
        var rest = line;
        while (rest.IndexOf(FoundBegins, StringComparison.Ordinal) is >= 0 and var begin)
        {
            var end = rest.IndexOf(FoundEnds, begin);
            end = end < 0 ? rest.Length : end;
            yield return TerminalText.OneLine(rest[..begin]);
            yield return Styled.Bold(TerminalText.OneLine(rest[(begin + 1)..end]));
            rest = end < rest.Length ? rest[(end + 1)..] : "";
        }

        yield return TerminalText.OneLine(rest);
    }
}
