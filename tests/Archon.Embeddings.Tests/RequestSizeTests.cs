using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>How much is sent in one request to a server that allows so many tokens a minute.</summary>
public sealed class RequestSizeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARequestOfMoreThanAMinutesTokens_BecomesSmallerOnes_OnceTheServerHasSaidItsLimit()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) =>
        {
            context.Response.Headers["x-ratelimit-limit-tokens"] = "100";
            context.Response.Headers["x-ratelimit-remaining-tokens"] = "100";
            return asked.Texts.Sum(text => text.Length / 4) > 100 ? EmbeddingServer.ErrorAsync(context, 429) : EmbeddingServer.VectorsAsync(context, asked, 8);
        };
        using var embedder = Embedder(server);
        string[] texts = [.. Enumerable.Repeat(new string('a', 80), 10)];

        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(texts, Cancel));
        var vectors = await embedder.EmbedAsync(texts, Cancel);

        Assert.Equal(10, vectors.Count);
        Assert.All(server.Asked.Skip(1), asked => Assert.InRange(asked.Texts.Count, 1, 2));
        Assert.InRange(embedder.CountFitting(texts), 1, 2);
    }

    [Fact]
    public async Task ARequestThatAloneIsBeyondALimit_IsRefused_AndOneThatMayWaitIsNot()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var says = "Request too large for tiny in organization org-1 on tokens per min (TPM): Limit 40000, Requested 64000.";
        server.Answer = (context, asked) => asked.Texts.Count > 1 ? EmbeddingServer.ErrorAsync(context, 429, says) : EmbeddingServer.VectorsAsync(context, asked, 8);
        using var embedder = Embedder(server);

        var refusal = await Assert.ThrowsAsync<TextRefusedException>(async () => await embedder.EmbedAsync(["a", "b"], Cancel));
        Assert.Contains("Request too large", refusal.Message, StringComparison.Ordinal);

        says = "Rate limit reached for tiny in organization org-1 on tokens per min (TPM): Limit 40000, Used 39000, Requested 2000.";
        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["a", "b"], Cancel));
    }

    private static OpenAiEmbedder Embedder(EmbeddingServer server) =>
        new(new EmbeddingOptions { Endpoint = server.Endpoint, ApiKey = "secret", Model = "tiny", Dimensions = 8 });
}
