using System.Collections.Concurrent;
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

/// <summary>A chat model that speaks OpenAI's protocol on loopback; what it answers is chosen by a test.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ChatServer(WebApplication application) => _application = application;

    /// <summary>What is asked of it, answered or not.</summary>
    public ConcurrentQueue<AskedChat> Asked { get; } = new();

    /// <summary>What was answered with a text.</summary>
    public ConcurrentQueue<AskedChat> Answered { get; } = new();

    /// <summary>Answers a request; by default with a sentence.</summary>
    public Func<HttpContext, AskedChat, Task> Answer { get; set; } = null!;

    public string Endpoint { get; private set; } = "";

    public static async Task<ChatServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ChatServer(builder.Build());
        server.Answer = (context, asked) => server.SayAsync(context, asked, "It prints what it is given.");
        server._application.MapPost("/v1/chat/completions", server.ServeAsync);
        await server._application.StartAsync();
        server.Endpoint = $"{server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/v1";
        return server;
    }

    /// <summary>Answers with a text.</summary>
    public async Task SayAsync(HttpContext context, AskedChat asked, string text, string finish = "stop")
    {
        Answered.Enqueue(asked);
        await context.Response.WriteAsJsonAsync(new
        {
            id = "c1",
            @object = "chat.completion",
            created = 1,
            model = asked.Model,
            choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = finish } },
            usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
        });
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
        var messages = root.GetProperty("messages").EnumerateArray().Select(message => (Role: message.GetProperty("role").GetString()!, Text: Text(message.GetProperty("content")))).ToList();
        var asked = new AskedChat(
            root.GetProperty("model").GetString()!,
            messages.First(message => message.Role == "system").Text,
            messages.First(message => message.Role == "user").Text,
            root.TryGetProperty("max_completion_tokens", out var most) || root.TryGetProperty("max_tokens", out most) ? most.GetInt32() : null,
            context.Request.Headers.Authorization.ToString());
        Asked.Enqueue(asked);
        await Answer(context, asked);
    }

    private static string Text(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? content.GetString()!
        : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));
}

/// <summary>One request.</summary>
internal sealed record AskedChat(string Model, string System, string User, int? MostTokens, string Authorization);
