using Archon.Domain.Chunking;

namespace Archon.Domain.Tests.Chunking;

public sealed class ChunkerTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n\r\n ")]
    public void Chunk_OfABlankPage_IsNothing(string markdown) =>
        Assert.Empty(Chunker.Chunk(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken), ChunkingOptions.Default));

    [Fact]
    public void Chunk_WithAMaximumBelowTheBound_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Chunker.Chunk(MarkdownOutline.Parse("x", TestContext.Current.CancellationToken), new(10, 15)));

    [Fact]
    public void Chunk_WithAFenceOfExactlyTheMaximum_LeavesItWhole()
    {
        var fence = "```\n" + string.Join('\n', Enumerable.Repeat("word", 50)) + "\n```";
        var options = new ChunkingOptions(10, TokenEstimate.Count(fence));

        var chunks = Chunker.Chunk(MarkdownOutline.Parse($"# H\n\nprose\n\n{fence}\n\nmore", TestContext.Current.CancellationToken), options);

        Assert.Contains(chunks, x => x.Content == fence);
    }

    [Fact]
    public void Count_OfATextCutAtWhiteSpace_IsTheSumOfItsParts()
    {
        const string Text = "The createIndex(name, 42) call;\n\n    returns  early\r\n- or 日本 – never... ";
        for (var i = 1; i < Text.Length; i++)
        {
            if (char.IsWhiteSpace(Text[i]) && !char.IsWhiteSpace(Text[i - 1]))
            {
                Assert.Equal(TokenEstimate.Count(Text), TokenEstimate.Count(Text.AsSpan(0, i)) + TokenEstimate.Count(Text.AsSpan(i)));
            }
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 1)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    [InlineData("public static int Count(ReadOnlySpan<char> text);", 13)]
    [InlineData("2024-01-31", 6)]
    public void Count_OfAText_IsPinned(string text, int expected) => Assert.Equal(expected, TokenEstimate.Count(text));
}
