using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>What a server answers that is no vector of its text must not be taken for one.</summary>
public sealed class EmbeddingAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VectorsInAnotherOrder_BelongToTheTextsThatTheirIndexesName()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => EmbeddingServer.AnswerAsync(context, asked, asked.Texts.Select((_, i) => (i, EmbeddingServer.Vector(i, 8))).Reverse());
        using var embedder = Embedder(server);

        var vectors = await embedder.EmbedAsync(["zero", "one", "two"], Cancel);

        Assert.Equal([0f, 1f, 2f], vectors.Select(vector => MathF.Round(vector.Span[0] / vector.Span[1])));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(-1, 0)]
    [InlineData(0)]
    [InlineData(0, 1, 2)]
    public async Task IndexesThatDoNotNameEachTextOnce_AreNoAnswer(params int[] indexes)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => EmbeddingServer.AnswerAsync(context, asked, indexes.Select(index => (index, EmbeddingServer.Vector(1, 8))));
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["zero", "one"], Cancel));

        Assert.Contains("answers 2 texts with ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f, "is all zeros")]
    [InlineData(float.NaN, "has what is no number")]
    [InlineData(float.PositiveInfinity, "has what is no number")]
    [InlineData(float.NegativeInfinity, "has what is no number")]
    public async Task VectorWithoutADirection_IsNone_AndItsTextMayBeToBlame(float place, string says)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => EmbeddingServer.AnswerAsync(context, asked, asked.Texts.Select((text, i) => (i, text == "bad" ? [place, .. new float[7]] : EmbeddingServer.Vector(i, 8))));
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["good", "bad"], Cancel));

        Assert.EndsWith($"answers with a vector of the model tiny that {says}", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.MayBeTheText);
        Assert.Single(await embedder.EmbedAsync(["good"], Cancel));
        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedQueryAsync("bad", Cancel));
    }

    [Fact]
    public async Task VectorOfAnotherLength_MayBeItsTexts()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => EmbeddingServer.AnswerAsync(context, asked, asked.Texts.Select((text, i) => (i, EmbeddingServer.Vector(i, text == "bad" ? 9 : 8))));
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["good", "bad"], Cancel));

        Assert.True(fault.MayBeTheText);
    }

    private static OpenAiEmbedder Embedder(EmbeddingServer server) => new(new EmbeddingOptions { Endpoint = server.Endpoint, ApiKey = "secret", Model = "tiny", Dimensions = 8 });
}
