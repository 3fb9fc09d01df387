using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Tests.Hosting;

/// <summary>A site that writes down when it was asked for what, and says 429 at some requests.</summary>
internal sealed class RecordedSite : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _robots;
    private readonly Dictionary<string, string[]> _links;
    private readonly Func<int, bool> _isThrottled;
    private readonly TimeSpan _retryAfter;
    private readonly Lock _lock = new();
    private readonly List<SiteRequest> _log = [];
    private Uri _address = null!;

    private RecordedSite(WebApplication application, string robots, Dictionary<string, string[]> links, Func<int, bool> isThrottled, TimeSpan retryAfter) =>
        (_application, _robots, _links, _isThrottled, _retryAfter) = (application, robots, links, isThrottled, retryAfter);

    /// <summary>What was asked, in order of arrival.</summary>
    public ImmutableArray<SiteRequest> Log
    {
        get
        {
            lock (_lock)
            {
                return [.. _log];
            }
        }
    }

    public string this[string path] => new Uri(_address, path).AbsoluteUri;

    /// <param name="robots">Its robots.txt.</param>
    /// <param name="links">Pages with links, and what they link to.</param>
    /// <param name="isThrottled">Whether the request of this number, robots.txt being number 0, is answered with 429.</param>
    /// <param name="retryAfter">What such an answer asks for.</param>
    public static async Task<RecordedSite> StartAsync(string robots, Dictionary<string, string[]> links, Func<int, bool> isThrottled, TimeSpan retryAfter)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new RecordedSite(builder.Build(), robots, links, isThrottled, retryAfter);
        site._application.Run(site.ServeAsync);
        await site._application.StartAsync();
        site._address = new Uri(site._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return site;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        lock (_lock)
        {
            var throttled = path != "/robots.txt" && _isThrottled(_log.Count);
            context.Response.StatusCode = throttled ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            _log.Add(new SiteRequest(path, context.Response.StatusCode, TimeProvider.System.GetElapsedTime(0)));
        }

        if (context.Response.StatusCode != StatusCodes.Status200OK)
        {
            context.Response.Headers.RetryAfter = _retryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }

        context.Response.ContentType = path == "/robots.txt" ? "text/plain" : "text/html; charset=utf-8";
        return context.Response.WriteAsync(path == "/robots.txt" ? _robots : DocSite.Html(path, _links.GetValueOrDefault(path, [])), context.RequestAborted);
    }
}

/// <summary>One request as the server saw it.</summary>
/// <param name="Path">What was asked for.</param>
/// <param name="Status">What was answered.</param>
/// <param name="At">When, on a clock that only goes forward.</param>
internal sealed record SiteRequest(string Path, int Status, TimeSpan At);
