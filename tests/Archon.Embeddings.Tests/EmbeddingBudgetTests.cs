using Archon.Domain.Embedding;
using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>What the embedder asks of the budget that all nodes share, and tells it.</summary>
public sealed class EmbeddingBudgetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABatch_WaitsForTheBudget_AndASearchIsCounted()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var budget = new RecordedBudget();
        using var embedder = Embedder(server, budget);

        var batch = embedder.EmbedAsync([new string('a', 39), new string('b', 4)], Cancel).AsTask();
        await embedder.EmbedQueryAsync("a search", Cancel);

        Assert.Equal(["a search"], Assert.Single(server.Asked).Texts);
        Assert.Equal(new ModelSpend("tiny/8", 3, 120, null), Assert.Single(budget.Counted));
        budget.Open.SetResult();
        await batch;
        Assert.Equal(new ModelSpend("tiny/8", 9 + 2, 120, null), Assert.Single(budget.Waited));
    }

    [Fact]
    public async Task ABatchOfASingleText_WaitsAsAnyOther()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var budget = new RecordedBudget();
        using var embedder = Embedder(server, budget);

        var batch = embedder.EmbedAsync([new string('a', 39)], Cancel).AsTask();

        Assert.Empty(server.Asked);
        budget.Open.SetResult();
        await batch;
        Assert.Equal(new ModelSpend("tiny/8", 9, 120, null), Assert.Single(budget.Waited));
        Assert.Empty(budget.Counted);
    }

    [Fact]
    public async Task WhoGivesUp_SendsNothing()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = Embedder(server, new RecordedBudget());
        using var stop = new CancellationTokenSource();

        var batch = embedder.EmbedAsync(["a", "b"], stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task WhatTheServerSaysOfItsLimits_IsPassedOn()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) =>
        {
            context.Response.Headers["x-ratelimit-limit-requests"] = "3000";
            context.Response.Headers["x-ratelimit-remaining-requests"] = "2999";
            context.Response.Headers["x-ratelimit-reset-requests"] = "20ms";
            context.Response.Headers["x-ratelimit-limit-tokens"] = "1000000";
            context.Response.Headers["x-ratelimit-remaining-tokens"] = "250000";
            return EmbeddingServer.VectorsAsync(context, asked, 8);
        };
        var budget = new RecordedBudget();
        using var embedder = Embedder(server, budget);

        await embedder.EmbedQueryAsync("a search", Cancel);

        var expected = new RateLimits { Requests = new RateAllowance(3_000, 2_999, TimeSpan.FromMilliseconds(20)), Tokens = new RateAllowance(1_000_000, 250_000, null) };
        Assert.Equal(("tiny/8", expected), Assert.Single(budget.Learned));
    }

    [Theory]
    [InlineData("0", "0", "5s", "1m0s", 60.0)]
    [InlineData("0", "7", "5s", "1m0s", 5.0)]
    [InlineData("0", null, "250ms", null, 0.25)]
    [InlineData(null, "0", null, "2s", 2.0)]
    [InlineData("0", null, null, null, null)]
    [InlineData("3", null, "5s", null, null)]
    public async Task NothingLeftOfALimitThatIsNotNamed_IsHeard(string? requests, string? tokens, string? resetRequests, string? resetTokens, double? seconds)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) =>
        {
            foreach (var (name, value) in new[] { ("remaining-requests", requests), ("remaining-tokens", tokens), ("reset-requests", resetRequests), ("reset-tokens", resetTokens) })
            {
                if (value is not null)
                {
                    context.Response.Headers[$"x-ratelimit-{name}"] = value;
                }
            }

            return EmbeddingServer.VectorsAsync(context, asked, 8);
        };
        var budget = new RecordedBudget();
        using var embedder = Embedder(server, budget);

        await embedder.EmbedQueryAsync("a search", Cancel);

        Assert.Equal(seconds, budget.Learned.SingleOrDefault().Limits?.UsedUpFor?.TotalSeconds);
    }

    [Fact]
    public async Task ARefusalForItsLimit_SilencesEverybody()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var usual = server.Answer;
        server.Answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "7";
            return EmbeddingServer.ErrorAsync(context, 429);
        };
        var budget = new RecordedBudget();
        using var embedder = Embedder(server, budget);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => embedder.EmbedQueryAsync("a search", Cancel).AsTask());

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(budget.Learned).Limits.SilentFor);

        // That it answers again is heard once.
        server.Answer = usual;
        await embedder.EmbedQueryAsync("a search", Cancel);
        await embedder.EmbedQueryAsync("a search", Cancel);

        Assert.Equal([TimeSpan.FromSeconds(7), null], budget.Learned.Select(one => one.Limits.SilentFor));
    }

    [Theory]
    [InlineData("6m0s", 360.0)]
    [InlineData("1h2m3.5s", 3_723.5)]
    [InlineData("20ms", 0.02)]
    [InlineData("0s", 0.0)]
    [InlineData("12", 12.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("1x", null)]
    [InlineData("-1s", null)]
    [InlineData("1..2s", null)]
    [InlineData("999999999999h", null)]
    public void ADuration_IsReadAsGoWritesIt(string text, double? seconds) => Assert.Equal(seconds, RateLimitHeaders.Duration(text)?.TotalSeconds);

    private static OpenAiEmbedder Embedder(EmbeddingServer server, RecordedBudget budget) =>
        new(new EmbeddingOptions { Endpoint = server.Endpoint, Model = "tiny", Dimensions = 8, RequestsPerMinute = 120 }, budget);
}
