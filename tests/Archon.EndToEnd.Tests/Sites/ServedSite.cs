using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.EndToEnd.Tests.Sites;

/// <summary>A folder of real pages on loopback, which counts what is asked of it and can hold its answers back.</summary>
internal sealed class ServedSite : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly List<(int Count, TaskCompletionSource Reached)> _milestones = [];
    private volatile Task _gate = Task.CompletedTask;
    private int _served;
    private int _unchanged;

    private ServedSite(WebApplication application) => _application = application;

    /// <summary>The address of a path of the site.</summary>
    public Uri this[string path] => new(Address, path);

    public Uri Address { get; private set; } = null!;

    /// <summary>How often each path was asked for.</summary>
    public IReadOnlyDictionary<string, int> Requests => _requests;

    /// <summary>How many requests were answered with 304.</summary>
    public int Unchanged => _unchanged;

    /// <summary>Who does not say this in the header Authorization is answered 401. Null: everybody may read.</summary>
    public string? Authorization { get; set; }

    public static async Task<ServedSite> StartAsync(IReadOnlyDictionary<string, byte[]> pages)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new ServedSite(builder.Build());
        site._application.Run(context => site.ServeAsync(context, pages));
        await site._application.StartAsync();
        var addresses = site._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        site.Address = new Uri(addresses.Addresses.First());
        return site;
    }

    /// <summary>Reads a folder of HTML pages.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => "/" + Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

    /// <summary>Completes when so many pages have been served from now on.</summary>
    public Task AfterServing(int pages)
    {
        lock (_milestones)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _milestones.Add((_served + pages, reached));
            return reached.Task;
        }
    }

    /// <summary>Holds every answer back until the returned action is called.</summary>
    public Action Hold()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = gate.Task;
        return gate.SetResult;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context, IReadOnlyDictionary<string, byte[]> pages)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.Value ?? "/");
        _requests.AddOrUpdate(path, 1, (_, count) => count + 1);
        await _gate.WaitAsync(context.RequestAborted);
        if (Authorization is not null && context.Request.Headers.Authorization != Authorization)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!pages.TryGetValue(path, out var body))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            Interlocked.Increment(ref _unchanged);
            Count();
            return;
        }

        context.Response.ContentType = Path.GetExtension(path) is ".html" or "" ? "text/html" : "text/plain";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        Count();
    }

    private void Count()
    {
        lock (_milestones)
        {
            _served++;
            foreach (var (_, reached) in _milestones.Where(milestone => milestone.Count <= _served))
            {
                reached.TrySetResult();
            }

            _milestones.RemoveAll(milestone => milestone.Count <= _served);
        }
    }
}
