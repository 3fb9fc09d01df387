using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Benchmarks.Cluster;

/// <summary>
/// Small pages made as they are asked for: page n links to the ten that follow ten times it, so a crawl finds as many as it may have, in
/// few hops, and every page is as much work as every other.
/// </summary>
internal sealed class SyntheticSite : IAsyncDisposable
{
    private const int LinksOnPage = 10;
    private const string Folder = "/docs/";

    private readonly WebApplication _application;

    private SyntheticSite(WebApplication application, Uri seed)
    {
        _application = application;
        Seed = seed;
    }

    /// <summary>Page 0.</summary>
    public Uri Seed { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="pages">Pages there are.</param>
    /// <param name="latency">How late every answer is.</param>
    public static async Task<SyntheticSite> StartAsync(int pages, TimeSpan latency)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(async context =>
        {
            if (latency > TimeSpan.Zero)
            {
                await Task.Delay(latency, context.RequestAborted);
            }

            if (Number(context.Request.Path) is not { } page || page >= pages)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(Html(page, pages), context.RequestAborted);
        });
        await application.StartAsync();
        var address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new SyntheticSite(application, new Uri(address, Folder));
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    // The folder itself is page 0.
    private static int? Number(PathString path) => path.Value == Folder ? 0
        : path.Value is { } value && value.StartsWith(Folder + "p", StringComparison.Ordinal)
            && int.TryParse(value.AsSpan(Folder.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page
        : null;

    private static string Html(int page, int pages)
    {
        var html = new StringBuilder(1024)
            .Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=en><title>Page {page}</title><main><h1>Page {page}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p>This is page {Spelled(page)} of a site that is made while it is read. Its subject is the configuration of {Spelled(page % 997)} ")
            .Append(CultureInfo.InvariantCulture, $"in section {Spelled(page % 89)}, and how it differs from the settings of {Spelled((page + 1) % 997)}.</p><ul>");
        for (var i = 1; i <= LinksOnPage && ((long)page * LinksOnPage) + i < pages; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><a href={Folder}p{(page * LinksOnPage) + i}>Item {i}</a>");
        }

        return html.Append("</ul></main></html>").ToString();
    }

    // Pages that differ in numbers alone would be a trap to a crawler.
    private static string Spelled(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + 'a')));
}
