using System.Globalization;
using System.Numerics.Tensors;
using Archon.Ports.Embedding;
using Microsoft.AspNetCore.Http;

namespace Archon.Embeddings.Tests;

/// <summary>What becomes of texts at a server of OpenAI's kind, whatever it answers.</summary>
public sealed class OpenAiEmbedderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_BecomeUnitVectorsInTheirOrder()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = Embedder(server);

        var vectors = await embedder.EmbedAsync(["zero", "one", "two"], Cancel);

        Assert.Equal(("tiny/8", 8, true, false), (embedder.Model, embedder.Dimensions, embedder.IsRemote, embedder.IsLexical));
        Assert.Equal(3, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(1, TensorPrimitives.Norm(vector.Span), 5));
        Assert.Equal([0f, 1f, 2f], vectors.Select(vector => MathF.Round(vector.Span[0] / vector.Span[1])));
        var asked = Assert.Single(server.Asked);
        Assert.Equal(("tiny", null, "Bearer secret"), (asked.Model, asked.Dimensions, asked.Authorization));
        Assert.Equal(["zero", "one", "two"], asked.Texts);
    }

    [Fact]
    public async Task RequestsUnderWayTogether_EachHaveTheirOwnTexts()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => EmbeddingServer.AnswerAsync(
            context, asked, asked.Texts.Select((text, index) => (index, EmbeddingServer.Vector(int.Parse(text, CultureInfo.InvariantCulture), 8))));
        using var embedder = Embedder(server, options => options.Requests = 16);

        var vectors = await Task.WhenAll(Enumerable.Range(0, 400).Select(text => Task.Run(() => embedder.EmbedAsync([text.ToString(CultureInfo.InvariantCulture)], Cancel).AsTask(), Cancel)));

        Assert.Equal(Enumerable.Range(0, 400).Select(text => (float)text), vectors.Select(vector => MathF.Round(vector[0].Span[0] / vector[0].Span[1])));
    }

    [Fact]
    public async Task ModelThatCanShorten_IsAskedForTheLength()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = new OpenAiEmbedder(new EmbeddingOptions { Endpoint = server.Endpoint, Dimensions = 256 });

        await embedder.EmbedAsync(["text"], Cancel);

        Assert.Equal(("text-embedding-3-small", 256), (server.Asked[0].Model, server.Asked[0].Dimensions));
        Assert.Equal("text-embedding-3-small/256", embedder.Model);
    }

    [Fact]
    public async Task ManyTexts_GoInRequestsOfTheirBatch_AndLongOnesInSmaller()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = Embedder(server, options => options.BatchSize = 4);

        var vectors = await embedder.EmbedAsync([.. Enumerable.Range(0, 10).Select(text => $"text {text}")], Cancel);
        await embedder.EmbedAsync([new string('a', 200_000), new string('b', 200_000), "c"], Cancel);

        Assert.Equal(10, vectors.Count);
        Assert.Equal([4, 4, 2, 1, 2], server.Asked.Select(asked => asked.Texts.Count));
    }

    [Fact]
    public async Task RequestsAtOnce_AreAsManyAsAreAllowed_AndAQueryDoesNotWaitForThem()
    {
        await using var server = await EmbeddingServer.StartAsync();
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (now, most) = (0, 0);
        server.Answer = async (context, asked) =>
        {
            if (asked.Texts.Count > 1)
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await letGo.Task;
                Interlocked.Decrement(ref now);
            }

            await EmbeddingServer.VectorsAsync(context, asked, 8);
        };
        using var embedder = Embedder(server, options => options.Requests = 2);

        var batches = Enumerable.Range(0, 6).Select(_ => embedder.EmbedAsync(["a", "b"], Cancel).AsTask()).ToList();
        await embedder.EmbedQueryAsync("query", Cancel);
        letGo.SetResult();
        await Task.WhenAll(batches);

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task EmptyText_IsSentAsOneThatTheProtocolHas()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var embedder = Embedder(server);

        Assert.Single(await embedder.EmbedAsync([" "], Cancel));
        Assert.Equal(["."], server.Asked[0].Texts);
    }

    [Theory]
    [InlineData(401, "does not accept the key")]
    [InlineData(403, "does not accept the key")]
    [InlineData(404, "does not know the model tiny")]
    [InlineData(429, "is over its limit (429)")]
    [InlineData(500, "answers 500")]
    [InlineData(503, "answers 503")]
    public async Task ServerThatWillNot_IsUnavailable_AndIsAskedOnce(int status, string says)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) => EmbeddingServer.ErrorAsync(context, status);
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7.0)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT", null)]
    public async Task TimeToWait_IsTheServers(string header, string value, double? seconds)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.Headers[header] = value;
            return EmbeddingServer.ErrorAsync(context, 429);
        };
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.Equal(seconds, fault.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task TimeToWait_MayBeADate()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = TimeProvider.System.GetUtcNow().AddHours(1).ToString("R", CultureInfo.InvariantCulture);
            return EmbeddingServer.ErrorAsync(context, 503);
        };
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.InRange(fault.RetryAfter!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"data":[{"index":0,"embedding":"?"}]}""")]
    [InlineData("""{"data":[]}""")]
    public async Task Garbage_IsUnavailable(string body)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) => context.Response.WriteAsync(body, Cancel);
        using var embedder = Embedder(server);

        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));
    }

    [Fact]
    public async Task VectorsOfAnotherLength_AreUnavailable_AndTheSettingIsNamed()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => EmbeddingServer.VectorsAsync(context, asked, 9);
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.EndsWith("answers with vectors of 9 dimensions for the model tiny, and Archon:Embeddings:Dimensions says 8", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionThatBreaksOff_OrIsRefused_IsUnavailable()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var embedder = Embedder(server);
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel))).Message, StringComparison.Ordinal);

        await server.DisposeAsync();
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoAnswer_IsUnavailable_OnceTheTimeIsUp()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        using var embedder = Embedder(server, options => options.Timeout = TimeSpan.FromSeconds(1));

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.Contains("does not answer within 1 s (Archon:Embeddings:Timeout)", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.MayBeTooMuch);
    }

    [Fact]
    public async Task CallerWhoGivesUp_EndsTheRequest()
    {
        await using var server = await EmbeddingServer.StartAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = async (context, _) =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await giveUp.CancelAsync();
            await aborted.Task;
        };
        using var embedder = Embedder(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await embedder.EmbedAsync(["text"], giveUp.Token));
        await aborted.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task TextThatIsRefused_IsToldFromAServerThatRefusesAll()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, asked) => asked.Texts.Contains("poison")
            ? EmbeddingServer.ErrorAsync(context, 400, "This is too long.")
            : EmbeddingServer.VectorsAsync(context, asked, 8);
        using var embedder = Embedder(server);

        var refusal = await Assert.ThrowsAsync<TextRefusedException>(async () => await embedder.EmbedAsync(["good", "poison"], Cancel));
        Assert.Contains("This is too long.", refusal.Message, StringComparison.Ordinal);

        server.Answer = (context, _) => EmbeddingServer.ErrorAsync(context, 400, "Unknown field.");
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["good", "poison"], Cancel));
        Assert.Contains("refuses every text", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExhaustedQuota_IsToldInTheServersOwnSentence()
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.StatusCode = 429;
            return context.Response.WriteAsJsonAsync(
                new { error = new { message = $"You exceeded your current quota,\r\n\u001b[31mplease check your plan. {new string('x', 500)}", type = "insufficient_quota", code = "insufficient_quota" } }, Cancel);
        };
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.Matches(@" is out of quota \(429\): You exceeded your current quota, \[31mplease check your plan\. x+…$", fault.Message);
        Assert.InRange(fault.Message.Length, 200, 300);
    }

    [Theory]
    [InlineData("""{"error":{"message":" bad\n\n input ","type":"","code":""}}""", "HTTP 400: bad input")]
    [InlineData("""{"error":{"message":"bad input"}}""", "HTTP 400: bad input")]
    [InlineData("""{"error":{"message":"bad input","type":"invalid","code":"too_long"}}""", "HTTP 400 (too_long): bad input")]
    [InlineData("""{"error":"bad input"}""", "HTTP 400: bad input")]
    public async Task WhatAServerSaysOfARefusal_IsOneSentence(string body, string said)
    {
        await using var server = await EmbeddingServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body, Cancel);
        };
        using var embedder = Embedder(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await embedder.EmbedAsync(["text"], Cancel));

        Assert.EndsWith($" refuses every text: {said}", fault.Message, StringComparison.Ordinal);
    }

    private static OpenAiEmbedder Embedder(EmbeddingServer server, Action<EmbeddingOptions>? with = null)
    {
        var options = new EmbeddingOptions { Endpoint = server.Endpoint, ApiKey = "secret", Model = "tiny", Dimensions = 8 };
        with?.Invoke(options);
        return new OpenAiEmbedder(options);
    }
}
