using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Anchors;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Tests.Chunking;

public sealed class ChunkFragmentTests
{
    private const string Page = "Before.\n\n# A\n\nText of a.\n\n## B\n\nText of b.\n\n```c\nint b;\n```\n\n### C\n\nText of c.\n\n## D\n\nText of d.\n\n**`term`**\n\nWhat it means.\n";

    private static readonly ImmutableArray<PageAnchor> Anchors = [.. At("# A", "a"), .. At("## B", "b"), .. At("## D", "d"), .. At("**`term`**", "term")];

    public static TheoryData<int> Sizes => [20, 24, 30];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Chunk_LeadsToTheInnermostHeadingThatCanBeLedTo(int max)
    {
        var chunks = Cut(Page, Anchors, new ChunkingOptions(1, max));

        Assert.Equal("", Of(chunks, "Before"));
        Assert.Equal("a", Of(chunks, "Text of a"));
        Assert.Equal("b", Of(chunks, "Text of b"));
        Assert.Equal("b", Of(chunks, "Text of c"));
        Assert.Equal("d", Of(chunks, "Text of d"));
        Assert.Equal("term", chunks.Single(chunk => chunk.Content.StartsWith("**`term`**", StringComparison.Ordinal)).Fragments);
    }

    [Fact]
    public void Chunk_OfSeveralSections_LeadsToTheFirst()
    {
        var chunk = Assert.Single(Cut("# A\n\n## B\n\nb\n\n## C\n\nc\n", [new(0, "a"), new(5, "b"), new(13, "c")], ChunkingOptions.Default));

        Assert.Equal(["A"], chunk.HeadingPath);
        Assert.Equal("b", PassageFragments.First(chunk.Fragments));
    }

    [Fact]
    public void Chunk_OfSeveralSections_SaysWhereEachBegins()
    {
        const string page = "# Before\n\nLong ago.\n\n# A\n\na\n\n## B\n\nb\n\n## C\n\nc\n\n**t**: t\n";
        var chunk = Cut(page, [.. On(page, "# A", "a"), .. On(page, "## B", "b"), .. On(page, "## C", "c"), .. On(page, "**t", "t")], ChunkingOptions.Default)[^1];

        Assert.Equal("a", PassageFragments.First(chunk.Fragments));
        Assert.All(PassageFragments.Inside(chunk.Fragments), anchor => Assert.StartsWith(anchor.Fragment, chunk.Content[anchor.Start..].TrimStart('#', ' ', '*'), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["b", "c", "t"], PassageFragments.Inside(chunk.Fragments).Select(anchor => anchor.Fragment));
    }

    [Fact]
    public void Chunk_OfAPartOfAFence_HasNothingInside()
    {
        var code = string.Concat(Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"call({i});\n\n")));
        var page = $"# A\n\n```c\n{code}```\n";

        var chunks = Cut(page, [new(0, "a")], new ChunkingOptions(60, 80));

        Assert.True(chunks.Length > 2);
        Assert.All(chunks, chunk => Assert.Equal("a", chunk.Fragments));
    }

    [Fact]
    public void Chunk_ThatContinuesASection_LeadsToIt()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"This is sentence {i} of the section.\n\n")));

        var chunks = Cut($"# A\n\n## B\n\n{text}", [new(0, "a"), new(5, "b")], new ChunkingOptions(60, 80));

        Assert.True(chunks.Length > 5);
        Assert.All(chunks, chunk => Assert.Equal("b", PassageFragments.First(chunk.Fragments)));
    }

    [Fact]
    public void Chunk_OfACountedPage_LeadsThereToo()
    {
        var chunks = Cut(Page, Anchors, new ChunkingOptions(1, 24) { Counter = new Letters() });

        Assert.Equal("d", Of(chunks, "Text of d"));
        Assert.Equal("b", Of(chunks, "Text of c"));
    }

    [Fact]
    public void Term_WithADescriptionOfSeveralChunks_IsWhatEachIsUnder()
    {
        var text = Sentences("of f", 30);

        var chunks = Cut($"# A\n\n**`m.f(a, *args)`**\n\n{text}\n\n**`m.g()`**\n\n{text}", [new(0, "a"), new(5, "m.f"), new(5 + 22 + text.Length + 2, "m.g")], new ChunkingOptions(60, 80));

        Assert.True(chunks.Length > 6);
        Assert.StartsWith("# A\n\n**`m.f(a, *args)`**\n\nThis is", chunks[0].Content, StringComparison.Ordinal);
        Assert.StartsWith("**`m.g()`**\n\nThis is", chunks.First(chunk => PassageFragments.First(chunk.Fragments) == "m.g").Content, StringComparison.Ordinal);
        Assert.All(chunks, chunk => Assert.Equal(PassageFragments.First(chunk.Fragments) == "m.f" ? ["A", "m.f(a, *args)"] : ["A", "m.g()"], chunk.HeadingPath));
    }

    [Fact]
    public void Term_OfATerm_IsUnderIt_AndWhatFollowsIsNot()
    {
        var text = Sentences("of many", 4);
        var page = $"# A\n\n**`class m.C`**\n\n{text}\n\n**`f()`**\n\n{text}\n\nOf the class. {text}\n\nOf the section. {text}\n";
        ImmutableArray<PageAnchor> anchors = [new(0, "a"), .. On(page, "**`class", "m.C"), .. On(page, "**`f", "m.C.f"), .. On(page, "Of the class", "m.C"), .. On(page, "Of the section", "")];

        var chunks = Cut(page, anchors, new ChunkingOptions(40, 80));

        Assert.Equal(
            ["m.C A > class m.C", "m.C.f A > class m.C > f()", "m.C A > class m.C", "a A"],
            chunks.Select(chunk => $"{PassageFragments.First(chunk.Fragments)} {string.Join(" > ", chunk.HeadingPath)}"));
    }

    [Fact]
    public void Terms_ThatAreSmall_ShareAChunk()
    {
        const string page = "**f**: Does.\n\n**g**\n\nDoes too.\n\n**h**\n\nAnd this.\n";

        var chunk = Assert.Single(Cut(page, [.. On(page, "**f", "f"), .. On(page, "**g", "g"), .. On(page, "**h", "h")], ChunkingOptions.Default));

        Assert.Equal("f", PassageFragments.First(chunk.Fragments));
        Assert.Empty(chunk.HeadingPath);
        Assert.Equal(page.TrimEnd(), chunk.Content);
    }

    [Fact]
    public void Terms_ThatShareADescription_AreAllWhatItIsUnder()
    {
        var text = Sentences("of both", 30);
        var page = $"# A\n\n**`m.f(a)`**\n\n**`m.g(a)`**\n\n{text}\n\n**`m.h(a)`**\n\n{text}";

        var chunks = Cut(page, [new(0, "a"), .. On(page, "**`m.f", "m.f"), .. On(page, "**`m.g", "m.g"), .. On(page, "**`m.h", "m.h")], new ChunkingOptions(60, 80));

        Assert.Equal(["A > m.f(a), m.g(a)", "A > m.h(a)"], chunks.Select(chunk => string.Join(" > ", chunk.HeadingPath)).Distinct());
        Assert.Equal(["a", "m.f", "m.g"], PassageFragments.Inside(chunks[0].Fragments).Select(anchor => anchor.Fragment).Prepend(PassageFragments.First(chunks[0].Fragments)).Distinct().Order());
    }

    [Fact]
    public void EntriesOfAnIndex_ShareNothing()
    {
        const string page = "**a, [Of a](u.html)**\n\n**b, [Of b](u.html)**\n\nText.";

        var chunk = Cut(page, [new(0, "a"), .. On(page, "**b", "b")], new ChunkingOptions(1, 24))[^1];

        Assert.Equal("b, Of b", Assert.Single(chunk.HeadingPath));
    }

    [Fact]
    public void Term_IsNeverApartFromItsDescription()
    {
        var text = Sentences("of f", 7);
        for (var max = TokenEstimate.Count(text) - 2; max < TokenEstimate.Count(text) + 20; max++)
        {
            var chunks = Cut($"**`m.f(a)`**\n\n{text}\n\nMore of it.", [new(0, "m.f")], new ChunkingOptions(20, max));

            Assert.StartsWith("**`m.f(a)`**\n\nThis is", chunks[0].Content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Term_ThatIsLong_IsCutInThePath()
    {
        var chunk = Assert.Single(Cut($"**`f({string.Join(", ", Enumerable.Repeat("argument", 40))})`**\n\nDoes.\n", [new(0, "f")], ChunkingOptions.Default));

        Assert.InRange(chunk.HeadingPath[^1].Length, 60, 120);
        Assert.EndsWith("…", chunk.HeadingPath[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void CodeExample_BelowATerm_LeadsToIt()
    {
        const string page = "# A\n\n**f**\n\nDoes.\n\n```c\nf();\n```\n";

        var example = Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse(page, [new(0, "a"), .. On(page, "**f", "f")], TestContext.Current.CancellationToken)));

        Assert.Equal("f", example.Fragment);
        Assert.Equal(["A", "f"], example.HeadingPath);
    }

    [Fact]
    public void CodeExample_LeadsToItsSection() =>
        Assert.Equal("b", Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse(Page, Anchors, TestContext.Current.CancellationToken))).Fragment);

    private static string Sentences(string what, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"This is sentence {i} {what}.")));

    private static ImmutableArray<PageAnchor> On(string page, string line, string fragment) => [new(page.IndexOf(line, StringComparison.Ordinal), fragment)];

    private static ImmutableArray<PageAnchor> At(string line, string fragment) => [new(Page.IndexOf($"\n{line}\n", StringComparison.Ordinal) + 1, fragment)];

    private static ImmutableArray<Chunk> Cut(string page, ImmutableArray<PageAnchor> anchors, ChunkingOptions options) =>
        Chunker.Chunk(MarkdownOutline.Parse(page, anchors, TestContext.Current.CancellationToken), options);

    private static string Of(ImmutableArray<Chunk> chunks, string text) => chunks.First(chunk => chunk.Content.Contains(text, StringComparison.Ordinal)) is var chunk ? PassageFragments.First(chunk.Fragments) : "";

    /// <summary>Four letters are a token.</summary>
    private sealed class Letters : ITokenCounter
    {
        public string Name => "letters";

        public int Count(ReadOnlySpan<char> text) => (text.Length + 3) / 4;
    }
}
