using Archon.GrainInterfaces.Library;

namespace Archon.Gateway.Tests.Agents;

/// <summary>What <c>search_docs</c> and <c>search_code</c> answer.</summary>
public sealed class SearchToolsTests : AgentTest
{
    [Theory]
    [InlineData("search_docs", "chunks")]
    [InlineData("search_code", "code")]
    public async Task Search_AsksForItsKind_AndShowsWhereEachResultIsFrom(string tool, string kind)
    {
        Archon.Results = new() { Results = [Result("open(\"x\") opens a file.", heading: "Files › Opening")] };

        var text = await TextAsync(tool, ("query", "open a file"), ("source", "docs-1"), ("limit", 3));

        Assert.Equal(("open a file", "docs-1", 3, kind), (Archon.LastSearch!.Query, Archon.LastSearch.SourceId, Archon.LastSearch.Limit, Archon.LastSearch.Kind));
        Assert.StartsWith($"1. {Page}\n=== site text ", text, StringComparison.Ordinal);
        Assert.Contains("===\nOpening files › Files › Opening\nLanguage: c\n\nopen(\"x\") opens a file.\n=== end of site text ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASearchThatFindsNothing_SaysWhatTheFiltersLeaveOut()
    {
        Archon.Sources.Add(new Source { Id = "docs-1", Url = "https://docs.example.org/", Title = "Manual" });
        Archon.Results = new() { Note = "Nothing matches with the source 'docs-1'. Without it something matches." };

        Assert.Equal(
            "(Nothing matches with the source 'docs-1'. Without it something matches.)\nNothing matches in this source. Omit source to search all, or see list_sources.",
            await TextAsync("search_docs", ("query", "open a file"), ("source", "docs-1")));
    }

    [Fact]
    public async Task CodeSearch_InALanguage_SaysWhenThatIsWhyNothingIsFound()
    {
        var text = await TextAsync("search_code", ("query", "open a file"), ("language", "python"));

        Assert.Equal("python", Archon.LastSearch!.Language);
        Assert.DoesNotContain("Omit source", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search_docs")]
    [InlineData("search_code")]
    public async Task ASourceThatIsNotThere_IsNamedAsTheToolNamesIt(string tool)
    {
        Archon.Results = new() { Field = "sourceId", Message = "sourceId is 'nope', and nothing has been collected under that id; the list of sources has the ids there are." };

        Assert.Equal(
            "source is 'nope', and there is no such source. list_sources gives the ids; omit source to search all.",
            await MistakeAsync(tool, ("query", "x"), ("source", "nope")));
    }

    [Fact]
    public async Task ManyLongResults_FitAnAssistantsWindow()
    {
        Archon.Results = new() { Results = [.. Enumerable.Range(0, 20).Select(_ => Result(string.Concat(Enumerable.Repeat("A line of the manual.\n", 1_000))))] };

        var text = await TextAsync("search_docs", ("query", "x"), ("limit", 20));

        Assert.InRange(text.Length, 10_000, 20_000);
        Assert.Equal(20, text.Split("(cut here; read_page shows the rest)").Length - 1);
        Assert.DoesNotContain("manual.\nA line of the man\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultsOfEndlessAddresses_FitToo()
    {
        Archon.Results = new() { Results = [.. Enumerable.Range(0, 20).Select(_ => Result("Text.") with { Url = $"https://docs.example.org/{new string('x', 2_000)}" })] };

        var text = await TextAsync("search_docs", ("query", "x"), ("limit", 20));

        Assert.InRange(text.Length, 10_000, 20_000);
        Assert.Matches("[0-9]+ more are left out", text);
    }
}
