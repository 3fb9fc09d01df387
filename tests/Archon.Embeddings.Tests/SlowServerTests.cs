using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>A server that does not answer a whole batch in time.</summary>
public sealed class SlowServerTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 8).Select(n => $"Some words of text {n}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatTookTooLong_FitsNoMore_AndIsNotSentAgain()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = new ContextualEmbedder(Embedder(server));
        Assert.Equal(8, embedder.CountFitting(Texts));

        embedder.ExpectLess(Texts);
        var refusal = await Assert.ThrowsAsync<TextRefusedException>(async () => await embedder.EmbedAsync(Texts, Cancel));

        Assert.True(refusal.IsTooMuch);
        Assert.Empty(server.Asked);
        Assert.Equal(4, embedder.CountFitting(Texts));
        Assert.Equal(4, (await embedder.EmbedAsync(Texts[..4], Cancel)).Count);
    }

    [Fact]
    public async Task ABatchThatHasWaitedForItsTurnMeanwhile_IsNotSent()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = async (context, asked) =>
        {
            isAsked.TrySetResult();
            await letGo.Task;
            await EmbeddingServer.VectorsAsync(context, asked, 8);
        };
        using var embedder = Embedder(server);
        var first = embedder.EmbedAsync(["first"], Cancel).AsTask();
        await isAsked.Task;
        var second = embedder.EmbedAsync(Texts, Cancel).AsTask();

        embedder.ExpectLess(Texts);
        letGo.SetResult();

        await first;
        Assert.True((await Assert.ThrowsAsync<TextRefusedException>(() => second)).IsTooMuch);
        Assert.Equal(["first"], Assert.Single(server.Asked).Texts);
    }

    [Fact]
    public async Task ATextAlone_IsSentHoweverLongItTakes()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = Embedder(server);

        embedder.ExpectLess(["a", "b"]);

        Assert.Single(await embedder.EmbedAsync([string.Join(' ', Texts)], Cancel));
        Assert.Equal(1, embedder.CountFitting(Texts));
    }

    [Fact]
    public async Task QuickAnswers_MakeRoomForAllAgain()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = Embedder(server);
        embedder.ExpectLess(Texts);

        for (var answers = 0; answers < 2; answers++)
        {
            await embedder.EmbedAsync(Texts[..embedder.CountFitting(Texts)], Cancel);
        }

        Assert.Equal(8, embedder.CountFitting(Texts));
    }

    // Its time-out is the longest that can be set: whatever a loaded machine takes is quick.
    private static OpenAiEmbedder Embedder(EmbeddingServer server) =>
        new(new EmbeddingOptions { Endpoint = server.Endpoint, ApiKey = "secret", Model = "tiny", Dimensions = 8, Requests = 1, Timeout = TimeSpan.FromMinutes(10) });
}
