using System.Net;
using System.Text.Json;
using Archon.Embeddings.Reranking;
using Archon.Ports.Reranking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings.Tests;

public sealed class RerankClientTests : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly List<(JsonElement Body, string Authorization)> _asked = [];
    private long? _length;
    private Func<HttpContext, JsonElement, Task> _answer = (context, _) => context.Response.WriteAsJsonAsync(new { results = new[] { new { index = 1, relevance_score = 0.9 }, new { index = 0, relevance_score = -0.5 } } });

    public RerankClientTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapPost("/v1/rerank", async context =>
        {
            _length = context.Request.ContentLength;
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            var asked = body.RootElement.Clone();
            _asked.Add((asked, context.Request.Headers.Authorization.ToString()));
            await _answer(context, asked);
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task ScoreAsync_AsksAsCohereDoes()
    {
        using var client = await ClientAsync(options => (options.ApiKey, options.Model) = ("secret", "rerank-1"));

        Assert.Equal([-0.5, 0.9], await client.ScoreAsync("which?", ["a", new string('b', 3_000)], Cancel));

        var (body, authorization) = Assert.Single(_asked);
        Assert.Equal(("Bearer secret", "rerank-1", "which?", 2), (authorization, body.GetProperty("model").GetString(), body.GetProperty("query").GetString(), body.GetProperty("top_n").GetInt32()));
        Assert.NotNull(_length);
        Assert.Equal([1, 2_000], body.GetProperty("documents").EnumerateArray().Select(text => text.GetString()!.Length));
    }

    [Fact]
    public async Task ScoreAsync_OfAServerThatWantsTexts_AsksSoFromThenOn()
    {
        _answer = (context, asked) =>
        {
            context.Response.StatusCode = asked.TryGetProperty("texts", out _) ? 200 : 422;
            return context.Response.WriteAsJsonAsync(new[] { new { index = 0, score = 0.1 }, new { index = 1, score = 0.2 } });
        };
        using var client = await ClientAsync();

        Assert.Equal([0.1, 0.2], await client.ScoreAsync("q", ["a", "b"], Cancel));
        Assert.Equal([0.1, 0.2], await client.ScoreAsync("q", ["a", "b"], Cancel));

        Assert.Equal([false, true, true], _asked.Select(asked => asked.Body.TryGetProperty("texts", out _)));
        Assert.All(_asked, asked => Assert.False(asked.Body.TryGetProperty("model", out _)));
    }

    [Theory]
    [InlineData(401, "", "does not accept the key (Archon:Reranking:ApiKey)")]
    [InlineData(404, "", "is not there, or does not know the model '' (Archon:Reranking:Endpoint and Model)")]
    [InlineData(302, "", "answers 302")]
    [InlineData(500, "", "answers 500")]
    [InlineData(422, "", "answers 422")]
    [InlineData(200, "<html>", "does not answer as a re-ranker does")]
    [InlineData(200, "{}", "does not answer as a re-ranker does")]
    [InlineData(200, "{\"results\":[{\"index\":\"0\",\"score\":1}]}", "does not answer as a re-ranker does")]
    [InlineData(200, "{\"results\":[{\"index\":0,\"score\":1}]}", "says nothing of 1 of 2 texts")]
    [InlineData(200, "[{\"index\":0,\"score\":1},{\"index\":0,\"score\":1}]", "speaks of a text twice (index 0)")]
    [InlineData(200, "[{\"index\":2,\"score\":1},{\"index\":0,\"score\":1}]", "speaks of texts that it was not sent")]
    public async Task ScoreAsync_OfAWrongAnswer_SaysWhatIsWrong(int status, string body, string sentence)
    {
        _answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/";
            return context.Response.WriteAsync(body, Cancel);
        };
        using var client = await ClientAsync();

        var fault = await Assert.ThrowsAsync<RerankerUnavailableException>(() => client.ScoreAsync("q", ["a", "b"], Cancel));

        Assert.EndsWith(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreAsync_OfAnEndlessAnswer_SaysSo()
    {
        _answer = (context, _) => context.Response.WriteAsync(new string(' ', (1 << 20) + 1), Cancel);
        using var client = await ClientAsync();

        var fault = await Assert.ThrowsAsync<RerankerUnavailableException>(() => client.ScoreAsync("q", ["a", "b"], Cancel));

        Assert.EndsWith("answers with more than 1 MiB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreAsync_WithoutAnAnswer_IsGivenUpAfterItsTime()
    {
        _answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var client = await ClientAsync(options => options.Timeout = TimeSpan.FromMilliseconds(100));

        var fault = await Assert.ThrowsAsync<RerankerUnavailableException>(() => client.ScoreAsync("q", ["a", "b"], Cancel));

        Assert.EndsWith("does not answer within 0.1 s (Archon:Reranking:Timeout)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreAsync_WithNobodyThere_SaysSo()
    {
        using var client = new RerankClient(new RerankingOptions { Endpoint = "http://127.0.0.1:1/v1" });

        Assert.EndsWith("cannot be reached", (await Assert.ThrowsAsync<RerankerUnavailableException>(() => client.ScoreAsync("q", ["a"], Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingSet_IsNoReranker()
    {
        Assert.Equal(0, Services().GetRequiredService<IReranker>().Candidates);
        Assert.Equal(30, Services(("Endpoint", "http://127.0.0.1:8080/v1/")).GetRequiredService<IReranker>().Candidates);
    }

    [Theory]
    [InlineData("Endpoint", "127.0.0.1:8080")]
    [InlineData("Endpoint", "file:///etc/passwd")]
    [InlineData("Candidates", "1")]
    [InlineData("Candidates", "101")]
    [InlineData("TextLength", "99")]
    [InlineData("Timeout", "00:00:31")]
    [InlineData("Timeout", "00:00:00.05")]
    public void WrongSetting_IsRefused(string setting, string value) =>
        Assert.Throws<OptionsValidationException>(() => Services((setting, value)).GetRequiredService<IOptions<RerankingOptions>>().Value);

    private static ServiceProvider Services(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Archon:Reranking:{setting.Key}", setting.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddArchonEmbeddings(_ => throw new InvalidOperationException("No model is opened here.")).BuildServiceProvider();
    }

    private async Task<RerankClient> ClientAsync(Action<RerankingOptions>? with = null)
    {
        await _server.StartAsync(Cancel);
        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        var options = new RerankingOptions { Endpoint = $"{addresses.Addresses.First()}/v1" };
        with?.Invoke(options);
        return new RerankClient(options);
    }
}
