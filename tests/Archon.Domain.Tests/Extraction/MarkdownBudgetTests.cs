using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

/// <summary>Markdown that costs Markdig far more than its length, or that it refuses.</summary>
public sealed class MarkdownBudgetTests
{
    private static readonly Uri Address = new("https://docs.example.org/page.md");

    public static TheoryData<string, string> Hostile => new()
    {
        { "a list nested without end", string.Concat(Enumerable.Range(0, 1_000).Select(level => $"{new string(' ', 2 * level)}- a\n")) },
        { "quotations nested without end", string.Concat(Enumerable.Range(0, 1_000).Select(level => $"{new string('>', level)} a\n")) },
        { "brackets", Repeat("[", 30_000) },
        { "images", Repeat("![", 15_000) },
        { "links in each other", Repeat("[a](", 7_500) },
        { "emphasis", Repeat("*a _b ", 5_000) },
        { "definitions", Repeat("[a]: https://x.example/ \"\n", 5_000) },
        { "a long line", $"{new string('a', 3_000_000)} {Repeat("[a](", 100_000)}" },
        { "a long paragraph", Repeat("text `code` *a* **b\n", 20_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_OfWhatMarkdigCannotRead_KeepsTheTextAndFindsTheLinksAround(string what, string markdown)
    {
        var page = MarkdownPageReader.Read($"# {what}\n\n[a](a.md)\n\n{markdown}\n\n[b](b.md)\n", Address, CancellationToken.None);

        Assert.Equal(what, page.Title);
        Assert.Contains(markdown, page.Markdown, StringComparison.Ordinal);
        Assert.Contains("https://docs.example.org/a.md", page.Links);
        Assert.Contains("https://docs.example.org/b.md", page.Links);
    }

    [Fact]
    public void VeryManyLines_AreShownAsText()
    {
        var page = MarkdownPageReader.Read(string.Concat(Enumerable.Repeat("- a\n", 400_001)), new Uri("https://e.org/a.md"), TestContext.Current.CancellationToken);

        Assert.StartsWith("```text\n- a\n- a\n", page.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfALongParagraph_FindsLinksAndDefinitionsInAllOfIt()
    {
        var lines = Enumerable.Range(0, 3_000).Select(line => $"some text before [number {line}](p/{line}.md) and [r{line}] after it\n");
        var definitions = Enumerable.Range(0, 3_000).Select(line => $"[r{line}]: r/{line}.md\n");

        var page = MarkdownPageReader.Read($"> {string.Concat(lines)}\n{string.Concat(definitions)}", Address, CancellationToken.None);

        Assert.Equal(6_000, page.Links.Length);
        Assert.Contains("[number 2999](https://docs.example.org/p/2999.md)", page.Markdown, StringComparison.Ordinal);
        Assert.Contains("\n[r2999]: https://docs.example.org/r/2999.md\n", page.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GivenUp_Ends() =>
        Assert.Throws<OperationCanceledException>(() => MarkdownPageReader.Read("# a\n\nb\n", Address, new CancellationToken(canceled: true)));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
