using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>What the scripts of a page ask for: texts by path, on loopback.</summary>
internal sealed class ScriptedSite : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SemaphoreSlim _asked = new(0);

    private ScriptedSite(WebApplication application) => _application = application;

    public int Port { get; private set; }

    public Uri Url(string path = "/") => new($"http://127.0.0.1:{Port}{path}");

    /// <summary>What was asked for, and under which name, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public ConcurrentQueue<string> Agents { get; } = [];

    /// <summary>Each path that was asked for and what the header Authorization said with it.</summary>
    public ConcurrentQueue<(string Path, string Authorization)> Told { get; } = [];

    /// <summary>The path /away leads there.</summary>
    public Uri? Away { get; set; }

    /// <summary>Requests wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Completes when one more request has come.</summary>
    public Task WhenAskedAsync() => _asked.WaitAsync(TestContext.Current.CancellationToken);

    public static async Task<ScriptedSite> StartAsync(params (string Path, string Body)[] files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new ScriptedSite(builder.Build());
        site._application.Run(async context =>
        {
            site.Asked.Enqueue($"{context.Request.Host}{context.Request.Path}");
            site.Agents.Enqueue(context.Request.Headers.UserAgent.ToString());
            site.Told.Enqueue((context.Request.Path.Value!, context.Request.Headers.Authorization.ToString()));
            site._asked.Release();
            if (context.Request.Path == "/away" && site.Away is { } away)
            {
                context.Response.Redirect(away.AbsoluteUri);
                return;
            }

            await site.Gate.WaitAsync(context.RequestAborted);
            var file = files.FirstOrDefault(file => file.Path == context.Request.Path.Value);
            if (file.Body is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = Path.GetExtension(file.Path) switch { ".js" => "text/javascript", ".css" => "text/css", ".json" => "application/json", _ => "text/html; charset=utf-8" };
            await context.Response.WriteAsync(file.Body, context.RequestAborted);
        });
        await site._application.StartAsync();
        site.Port = new Uri(site._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _asked.Dispose();
    }
}
