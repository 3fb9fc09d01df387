using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Benchmarks.Crawling;

/// <summary>A folder of pages on loopback, read into memory first so that serving costs next to nothing.</summary>
internal sealed class StaticSite(WebApplication application, Uri address, IReadOnlyCollection<string> paths, ConcurrentDictionary<string, int> requests) : IAsyncDisposable
{
    public Uri Address => address;

    /// <summary>How often each path and query was asked for.</summary>
    public IReadOnlyDictionary<string, int> Requests => requests;

    /// <summary>The pages of a folder by path. A link that leads nowhere is no page: packages link to files of others.</summary>
    public static Dictionary<string, byte[]> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".html" or ".htm" or ".css" or ".txt")
            .Where(file => File.ResolveLinkTarget(file, returnFinalTarget: true) is not { Exists: false })
            .ToDictionary(file => "/" + Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

    public static Task<StaticSite> StartAsync(string folder, TimeSpan latency) => StartAsync(Read(folder), latency);

    public static async Task<StaticSite> StartAsync(IReadOnlyDictionary<string, byte[]> files, TimeSpan latency)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var requests = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        application.Run(async context =>
        {
            requests.AddOrUpdate(context.Request.GetEncodedPathAndQuery(), 1, static (_, count) => count + 1);
            if (latency > TimeSpan.Zero)
            {
                await Task.Delay(latency, context.RequestAborted);
            }

            if (!files.TryGetValue(Uri.UnescapeDataString(context.Request.Path.Value ?? ""), out var body))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = context.Request.Path.Value!.EndsWith(".html", StringComparison.Ordinal) ? "text/html" : "text/plain";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new StaticSite(application, new Uri(addresses.Addresses.First()), [.. files.Keys], requests);
    }

    /// <summary>Has every page read a few times, so that the server runs compiled.</summary>
    public async Task WarmAsync()
    {
        using var client = new HttpClient();
        for (var pass = 0; pass < 3; pass++)
        {
            await Parallel.ForEachAsync(
                paths,
                new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (path, cancellationToken) => await client.GetByteArrayAsync(new Uri(address, Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)), cancellationToken));
        }
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
