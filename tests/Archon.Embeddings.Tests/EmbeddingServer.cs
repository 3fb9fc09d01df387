using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Embeddings.Tests;

/// <summary>A server that speaks OpenAI's protocol on loopback; what it answers is chosen by a test.</summary>
internal sealed class EmbeddingServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EmbeddingServer(WebApplication application) => _application = application;

    /// <summary>What is asked of it, in order.</summary>
    public List<AskedVectors> Asked { get; } = [];

    /// <summary>Answers a request; by default a vector (position, 1, 0, …) for each text.</summary>
    public Func<HttpContext, AskedVectors, Task> Answer { get; set; } = (context, asked) => VectorsAsync(context, asked, asked.Dimensions ?? 8);

    public string Endpoint { get; private set; } = "";

    public static async Task<EmbeddingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new EmbeddingServer(builder.Build());
        server._application.MapPost("/v1/embeddings", server.ServeAsync);
        await server._application.StartAsync();
        var addresses = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Endpoint = $"{addresses.Addresses.First()}/v1";
        return server;
    }

    public static Task VectorsAsync(HttpContext context, AskedVectors asked, int dimensions) =>
        AnswerAsync(context, asked, asked.Texts.Select((_, index) => (index, Vector(index, dimensions))));

    /// <summary>Answers with these vectors, each with the index that is said of it.</summary>
    public static Task AnswerAsync(HttpContext context, AskedVectors asked, IEnumerable<(int Index, float[] Vector)> vectors)
    {
        var data = vectors.Select(one => new
        {
            @object = "embedding",
            index = one.Index,
            embedding = asked.WantsBase64 ? (object)Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(one.Vector)) : one.Vector,
        });
        return context.Response.WriteAsJsonAsync(new { @object = "list", data, model = asked.Model, usage = new { prompt_tokens = 1, total_tokens = 1 } });
    }

    public static float[] Vector(int index, int dimensions)
    {
        var vector = new float[dimensions];
        (vector[0], vector[1]) = (index, 1);
        return vector;
    }

    public static Task ErrorAsync(HttpContext context, int status, string message = "Not today.")
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { message, type = "error", code = (string?)null } });
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var root = body.RootElement;
        var input = root.GetProperty("input");
        var asked = new AskedVectors(
            root.GetProperty("model").GetString()!,
            input.ValueKind == JsonValueKind.String ? [input.GetString()!] : [.. input.EnumerateArray().Select(text => text.GetString()!)],
            root.TryGetProperty("dimensions", out var dimensions) ? dimensions.GetInt32() : null,
            root.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64",
            context.Request.Headers.Authorization.ToString());
        lock (Asked)
        {
            Asked.Add(asked);
        }

        await Answer(context, asked);
    }
}

/// <summary>One request.</summary>
internal sealed record AskedVectors(string Model, IReadOnlyList<string> Texts, int? Dimensions, bool WantsBase64, string Authorization);
