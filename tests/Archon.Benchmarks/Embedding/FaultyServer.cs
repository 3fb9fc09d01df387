using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Benchmarks.Embedding;

/// <summary>
/// A server on loopback that speaks OpenAI's protocol for vectors, takes its time as one with a model does, and fails as often as it is told. It counts how often each
/// text was answered with a vector.
/// </summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    /// <summary>Length of its vectors.</summary>
    public const int Dimensions = 384;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LatencyOfText = TimeSpan.FromMilliseconds(2);

    private readonly WebApplication _application;
    private readonly FaultRates _rates;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, int> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private volatile bool _isAway;

    private FaultyServer(WebApplication application, FaultRates rates, int seed)
    {
        (_application, _rates) = (application, rates);
        _random = new Random(seed);
    }

    /// <summary>Address for <c>Archon:Embeddings:Endpoint</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>True: it drops every connection without an answer.</summary>
    public bool IsAway { get => _isAway; set => _isAway = value; }

    /// <summary>How often each text was answered with a vector.</summary>
    public IReadOnlyDictionary<string, int> Answered => _answered;

    /// <summary>Faults by kind.</summary>
    public string Faults => string.Join(", ", _faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => $"{fault.Value} {fault.Key}"));

    public static async Task<FaultyServer> StartAsync(FaultRates rates, int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var server = new FaultyServer(builder.Build(), rates, seed);
        server._application.MapPost("/v1/embeddings", server.ServeAsync);
        await server._application.StartAsync();
        server.Endpoint = $"{server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/v1";
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var input = body.RootElement.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.String ? [input.GetString()!] : [.. input.EnumerateArray().Select(text => text.GetString()!)];
        switch (NextFault())
        {
            case "away":
                context.Abort();
                return;
            case "429":
                context.Response.Headers.RetryAfter = "1";
                await Task.Delay(Latency, context.RequestAborted);
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests);
                return;
            case "500":
                await Task.Delay(Latency, context.RequestAborted);
                await RefuseAsync(context, StatusCodes.Status500InternalServerError);
                return;
            case "hanging":
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                return;
            default:
                await Task.Delay(Latency + (LatencyOfText * texts.Length), context.RequestAborted);
                await AnswerAsync(context, texts);
                return;
        }
    }

    private async Task AnswerAsync(HttpContext context, string[] texts)
    {
        var data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Vector(text) });
        await context.Response.WriteAsJsonAsync(new { @object = "list", data, model = "faulty", usage = new { prompt_tokens = 1, total_tokens = 1 } }, context.RequestAborted);
        foreach (var text in texts)
        {
            _answered.AddOrUpdate(text, 1, static (_, count) => count + 1);
        }
    }

    private string? NextFault()
    {
        double drawn;
        lock (_random)
        {
            drawn = _random.NextDouble();
        }

        var fault = _isAway ? "away"
            : drawn < _rates.TooMany ? "429"
            : drawn < _rates.TooMany + _rates.Broken ? "500"
            : drawn < _rates.TooMany + _rates.Broken + _rates.Hanging ? "hanging"
            : null;
        if (fault is not null)
        {
            _faults.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        }

        return fault;
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { message = "Not now.", type = "server_error", code = (string?)null } });
    }

    // The same for the same text, whatever asks; as the client likes it best, in base64.
    private static string Vector(string text)
    {
        var random = new Random(string.GetHashCode(text, StringComparison.Ordinal));
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
        }

        return Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));
    }
}

/// <summary>Shares of calls that fail, 0 to 1.</summary>
/// <param name="TooMany">Answered with 429.</param>
/// <param name="Broken">Answered with 500.</param>
/// <param name="Hanging">Never answered.</param>
internal sealed record FaultRates(double TooMany, double Broken, double Hanging)
{
    /// <summary>A server that does what it is asked.</summary>
    public static FaultRates None { get; } = new(0, 0, 0);

    /// <summary>Issue 4's.</summary>
    public static FaultRates Bar { get; } = new(0.30, 0.10, 0.01);
}
