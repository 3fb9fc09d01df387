using Archon.Cli.Output;
using Archon.GrainInterfaces.Search;

namespace Archon.Cli.Tests.Output;

public sealed class SearchResultsViewTests
{
    private static readonly SearchResult Result = new()
    {
        Url = "https://e.org/a",
        Title = "Files \u001b]0;evil\u0007",
        Heading = "Guide › Open",
        Content = "",
        Snippet = "to \u0002open\u0003 a [red]\u0002file\u0003[/]\n\nclose\u001b it",
        Score = 1,
        SourceId = "s",
        PageId = "p",
    };

    [Fact]
    public void WriteTo_WithoutColours_IsTextAlone()
    {
        var (stream, text) = TestStream.Plain();

        new SearchResultsView([Result, Result with { Title = "", Heading = "", Snippet = "x", Language = "c" }]).WriteTo(stream);

        Assert.Equal(
            """
             1. Files ]0;evil
                Guide › Open
                https://e.org/a
                to open a [red]file[/]
                close it

             2. https://e.org/a  [c]
                https://e.org/a
                x

            """,
            text.ToString());
    }

    [Fact]
    public void WriteTo_WithAnExplanation_SaysBothRanks()
    {
        var (stream, text) = TestStream.Plain();

        new SearchResultsView([Result with { WordsRank = 3 }, Result with { VectorRank = 1 }], explains: true).WriteTo(stream);

        Assert.Contains("    by words: 3., by vector: not found\n\n 2. ", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("    by words: not found, by vector: 1.\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_WithAnExplanation_SaysWhatItsPageAndTheReRankerMake()
    {
        var (stream, text) = TestStream.Plain();

        new SearchResultsView([Result with { WordsRank = 2, PassageScore = 0.0161, Score = 0.02, Relevance = -1.5 }], explains: true).WriteTo(stream);

        Assert.EndsWith("    by words: 2., by vector: not found; passage 0.0161, its page 0.0200; re-ranked by -1.5000\n", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model", "It opens a file.", "It opens a file.")]
    [InlineData("extractive", "Open: A file is\u001b opened so", "From the page: Open: A file is opened so")]
    public void WriteTo_OfCode_ShowsItsSummaryAndWhoWroteIt(string kind, string summary, string shown)
    {
        var (stream, text) = TestStream.Plain();

        new SearchResultsView([Result with { SummaryKind = kind, Summary = summary }]).WriteTo(stream);

        Assert.Contains($"    https://e.org/a\n    {shown}\n    to open a", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_OfALongSummary_ShowsTwoLinesOfIt()
    {
        var (stream, text) = TestStream.Plain();

        new SearchResultsView([Result with { SummaryKind = "extractive", Summary = new string('x', 300) }]).WriteTo(stream);

        var line = Assert.Single(text.ToString().Split('\n'), line => line.Contains("xx", StringComparison.Ordinal));
        Assert.Equal(156, line.Length);
        Assert.EndsWith("x…", line, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteTo_WithColours_MarksTheWordsFound()
    {
        var (stream, text) = TestStream.Coloured();

        new SearchResultsView([Result]).WriteTo(stream);

        Assert.Contains("to \u001b[1mopen\u001b[0m a [red]\u001b[1mfile\u001b[0m[/]\n", text.ToString(), StringComparison.Ordinal);
    }
}
