using Archon.Domain.Chunking;
using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>In whose tokens texts are cut for a server, and what a request is said to cost.</summary>
public sealed class ServerTokensTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text-embedding-3-small", EmbeddingTokenizer.Auto, "cl100k_base/400/800")]
    [InlineData("text-embedding-3-large", EmbeddingTokenizer.Auto, "cl100k_base/400/800")]
    [InlineData("text-embedding-ada-002", EmbeddingTokenizer.Auto, "cl100k_base/400/800")]
    [InlineData("nomic-embed-text", EmbeddingTokenizer.Auto, "estimate/320/640")]
    [InlineData("nomic-embed-text", EmbeddingTokenizer.O200kBase, "o200k_base/400/800")]
    [InlineData("text-embedding-3-small", EmbeddingTokenizer.Estimate, "estimate/320/640")]
    public void Model_SaysHowTextsAreCut(string model, EmbeddingTokenizer tokenizer, string name) =>
        Assert.Equal(name, ServerTokens.Of(new EmbeddingOptions { Model = model, Tokenizer = tokenizer }).Name);

    [Fact]
    public void BuiltInEmbedder_CutsByTheEstimate() => Assert.Same(ChunkingOptions.Default, ((IEmbedder)new LexicalEmbedder()).Chunking);

    // As OpenAI's own library counts them.
    [Theory]
    [InlineData("cl100k", "hello world", 2)]
    [InlineData("cl100k", "tiktoken is great!", 6)]
    [InlineData("cl100k", "antidisestablishmentarianism", 6)]
    [InlineData("cl100k", "2 + 2 = 4", 7)]
    [InlineData("cl100k", "お誕生日おめでとう", 9)]
    [InlineData("o200k", "お誕生日おめでとう", 8)]
    [InlineData("cl100k", "", 0)]
    public void Counter_CountsAsOpenAiDoes(string encoding, string text, int tokens) =>
        Assert.Equal(tokens, new TiktokenCounter($"{encoding}_base").Count(text));

    [Fact]
    public void Windows_CountAsTheWholeDoes()
    {
        var counter = new TiktokenCounter("cl100k_base");
        var text = string.Join(' ', Enumerable.Repeat("Some words about files (and folders).", 1_000));

        Assert.Equal(1_000 * counter.Count(" Some words about files (and folders)."), counter.Count(" " + text));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("=")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("😀")]
    [InlineData("\ud83d")]
    public void Megabytes_AreCountedToo(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 500_000 / unit.Length));

        Assert.InRange(new TiktokenCounter("cl100k_base").Count(text), 1, 4 * text.Length);
    }

    [Fact]
    public void ChunksOfOpenAi_HaveItsTokensAndNoMore()
    {
        var chunking = ServerTokens.Of(new EmbeddingOptions());
        var page = "# All\n\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"## Part {i}\n\nВ этом разделе описано, {i} как открыть файл; 次に、ファイルを開きます。\n\n```c\nint x{i} = {i} << 3; /* 0x{i:x8} */\n```\n\n"));

        var chunks = Chunker.Chunk(MarkdownOutline.Parse(page, TestContext.Current.CancellationToken), chunking);

        Assert.All(chunks, chunk => Assert.Equal(chunking.Counter!.Count(chunk.Content), chunk.Tokens));
        Assert.All(chunks, chunk => Assert.InRange(chunk.Tokens, 1, 800));
        Assert.True(chunks.Average(chunk => chunk.Tokens) > 200, $"{chunks.Average(chunk => chunk.Tokens)}");
    }

    [Fact]
    public async Task Budget_IsToldTheModelsTokens()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var budget = new RecordedBudget();
        budget.Open.SetResult();
        using var embedder = new OpenAiEmbedder(
            new EmbeddingOptions { Endpoint = server.Endpoint, Model = "tiny", Dimensions = 8, Tokenizer = EmbeddingTokenizer.Cl100kBase }, budget);

        await embedder.EmbedAsync(["hello world", "tiktoken is great!"], Cancel);

        Assert.Equal(8, Assert.Single(budget.Waited).Tokens);
    }
}
