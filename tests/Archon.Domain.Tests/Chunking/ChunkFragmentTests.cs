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
        Assert.Equal("term", chunks.Single(chunk => chunk.Content.StartsWith("**`term`**", StringComparison.Ordinal)).Fragment);
    }

    [Fact]
    public void Chunk_OfSeveralSections_LeadsToTheFirst()
    {
        var chunk = Assert.Single(Cut("# A\n\n## B\n\nb\n\n## C\n\nc\n", [new(0, "a"), new(5, "b"), new(13, "c")], ChunkingOptions.Default));

        Assert.Equal(["A"], chunk.HeadingPath);
        Assert.Equal("b", chunk.Fragment);
    }

    [Fact]
    public void Chunk_ThatContinuesASection_LeadsToIt()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"This is sentence {i} of the section.\n\n")));

        var chunks = Cut($"# A\n\n## B\n\n{text}", [new(0, "a"), new(5, "b")], new ChunkingOptions(60, 80));

        Assert.True(chunks.Length > 5);
        Assert.All(chunks, chunk => Assert.Equal("b", chunk.Fragment));
    }

    [Fact]
    public void Chunk_OfACountedPage_LeadsThereToo()
    {
        var chunks = Cut(Page, Anchors, new ChunkingOptions(1, 24) { Counter = new Letters() });

        Assert.Equal("d", Of(chunks, "Text of d"));
        Assert.Equal("b", Of(chunks, "Text of c"));
    }

    [Fact]
    public void CodeExample_LeadsToItsSection() =>
        Assert.Equal("b", Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse(Page, Anchors, TestContext.Current.CancellationToken))).Fragment);

    private static ImmutableArray<PageAnchor> At(string line, string fragment) => [new(Page.IndexOf($"\n{line}\n", StringComparison.Ordinal) + 1, fragment)];

    private static ImmutableArray<Chunk> Cut(string page, ImmutableArray<PageAnchor> anchors, ChunkingOptions options) =>
        Chunker.Chunk(MarkdownOutline.Parse(page, anchors, TestContext.Current.CancellationToken), options);

    private static string Of(ImmutableArray<Chunk> chunks, string text) => chunks.First(chunk => chunk.Content.Contains(text, StringComparison.Ordinal)).Fragment;

    /// <summary>Four letters are a token.</summary>
    private sealed class Letters : ITokenCounter
    {
        public string Name => "letters";

        public int Count(ReadOnlySpan<char> text) => (text.Length + 3) / 4;
    }
}
