using System.Text;
using Archon.GrainInterfaces.Library;

namespace Archon.Gateway.Tests.Agents;

/// <summary>What <c>read_page</c> and the lists answer.</summary>
public sealed class PageToolsTests : AgentTest
{
    [Fact]
    public async Task ReadPage_GivesARangeUpToTheEndOfALine_AndSaysWhereToGoOn()
    {
        var markdown = string.Concat(Enumerable.Repeat("0123456789abcdefghijklmno\n", 100));
        Archon.Pages.Add(Stored(markdown));

        var read = new StringBuilder();
        for (var offset = 0; offset < markdown.Length;)
        {
            var text = await TextAsync("read_page", ("url", Page), ("offset", offset), ("length", 1_000));
            var begin = text.IndexOf(" ===\n", StringComparison.Ordinal) + 5;
            read.Append(text[begin..text.LastIndexOf("=== end of", StringComparison.Ordinal)]);
            Assert.Contains($"characters {offset} to {read.Length} of {markdown.Length}.", text, StringComparison.Ordinal);
            Assert.Equal(read.Length < markdown.Length, text.Contains($"Go on with offset {read.Length}.", StringComparison.Ordinal));
            offset = read.Length;
        }

        Assert.Equal(markdown, read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("> ")]
    [InlineData("  ")]
    public async Task ReadPage_KeepsTheHeadOfATableWithItsFirstRow(string before)
    {
        var table = $"{before}| Name | Meaning |\n{before}| --- | :---: |\n{before}| first | what it is |\n{before}| second | what else |\n";
        for (var length = 400; length < 500; length++)
        {
            Archon.Pages.Clear();
            var markdown = $"{new string('x', length)}\n\n{table}{string.Concat(Enumerable.Repeat("Text after it.\n", 40))}";
            Archon.Pages.Add(Stored(markdown));

            var text = await TextAsync("read_page", ("url", Page), ("length", 500));

            Assert.Equal(text.Contains("| Name", StringComparison.Ordinal), text.Contains("| first", StringComparison.Ordinal));
            Assert.Equal(text.Contains("---", StringComparison.Ordinal), text.Contains("| first", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ReadPage_OfATableThatFillsTheRange_GoesOnAllTheSame()
    {
        var markdown = $"| {new string('n', 300)} |\n| --- |\n| {new string('v', 400)} |\n";
        Archon.Pages.Add(Stored(markdown));

        Assert.DoesNotContain("Go on with offset 0.", await TextAsync("read_page", ("url", Page), ("length", 500)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadPage_BeginsWhereTheAddressLeads_UnlessToldWhere()
    {
        Archon.Pages.Add(Stored("# One\n\nText of one.\n\n## Two\n\nText of two.\n") with { Url = $"{Page}#two", SectionStart = 20 });

        var led = await TextAsync("read_page", ("url", $"{Page}#two"));
        var told = await TextAsync("read_page", ("url", $"{Page}#two"), ("offset", 0));

        Assert.Contains("characters 20 to", led, StringComparison.Ordinal);
        Assert.DoesNotContain("Text of one", led, StringComparison.Ordinal);
        Assert.Contains("## Two", led, StringComparison.Ordinal);
        Assert.Contains("Text of one", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadPage_ThatIsNotThere_SaysHowToCollectIt() =>
        Assert.Contains("crawl_site collects", await MistakeAsync("read_page", ("url", "https://docs.example.org/none")), StringComparison.Ordinal);

    [Fact]
    public async Task Lists_GoOnWithTheirCursor()
    {
        Archon.Sources.AddRange(Enumerable.Range(0, 60).Select(i => new Source { Id = $"s{i:00}", Url = $"https://{i}.example.org/", Title = $"Manual {i}", Pages = i }));

        var first = await TextAsync("list_sources");
        var cursor = first.TrimEnd().Split(' ')[^1];
        var second = await TextAsync("list_sources", ("cursor", cursor));

        Assert.Contains("s49: Manual 49, 49 pages", first, StringComparison.Ordinal);
        Assert.Contains("s01: Manual 1, 1 page, 0 code examples, updated", first, StringComparison.Ordinal);
        Assert.EndsWith($"There are more: go on with cursor {cursor}\n", first, StringComparison.Ordinal);
        Assert.Contains("===\ns50: ", second, StringComparison.Ordinal);
        Assert.Contains("The cursor is not one this list gave.", await MistakeAsync("list_sources", ("cursor", "x")), StringComparison.Ordinal);
        Assert.Contains("The cursor is not one this list gave.", await MistakeAsync("list_sources", ("cursor", "a word of their own")), StringComparison.Ordinal);
        Assert.Contains("s00: Manual 0", await TextAsync("list_sources", ("cursor", "")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndOfAList_IsSaid_AndABadCursorIsRefused()
    {
        Archon.Sources.Add(new Source { Id = "docs-1", Url = "https://docs.example.org/", Title = "Manual" });

        Assert.StartsWith("No page of this source is stored yet.", await TextAsync("list_pages", ("source", "docs-1")), StringComparison.Ordinal);
        Archon.Pages.Add(Stored("0123456789"));
        Assert.Equal("There are no more pages after this cursor.", await TextAsync("list_pages", ("source", "docs-1"), ("cursor", "50")));
        Assert.Contains("The cursor is not one this list gave.", await MistakeAsync("list_pages", ("source", "docs-1"), ("cursor", "garbage")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListOfLongAddresses_HasFewerRows_AndGoesOnAtTheNext()
    {
        var tail = new string('x', 1_900);
        Archon.Pages.AddRange(Enumerable.Range(0, 60).Select(i => Stored("0123456789") with { Id = $"p{i:00}", Url = $"https://docs.example.org/{i:00}/{tail}" }));

        var seen = new List<string>();
        for (string? cursor = null; ;)
        {
            var lines = (await TextAsync("list_pages", cursor is null ? [("source", "docs-1")] : [("source", "docs-1"), ("cursor", cursor)])).TrimEnd().Split('\n');
            Assert.InRange(lines.Sum(line => line.Length), 1, 20_000);
            seen.AddRange(lines.Where(line => line.StartsWith("https:", StringComparison.Ordinal)).Select(line => line.Split('/')[3]));
            if (!lines[^1].StartsWith("There are more", StringComparison.Ordinal))
            {
                break;
            }

            cursor = lines[^1].Split(' ')[^1];
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i:00}"), seen);
    }

    [Fact]
    public async Task ListPages_OfNoSource_IsAMistake_AndOfASourceNamesItsPages()
    {
        Archon.Pages.Add(Stored("0123456789"));

        Assert.Equal("There is no such source. list_sources gives the ids.", await MistakeAsync("list_pages", ("source", "none")));
        Assert.Contains($"===\n{Page}  Opening files (10 characters)\n=== end of", await TextAsync("list_pages", ("source", "docs-1")), StringComparison.Ordinal);
    }
}
