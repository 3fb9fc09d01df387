using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Archon.Chaos.Sites;

/// <summary>
/// A host of many sites that wants a pause between requests (<c>Crawl-delay</c>) and, after so many of them, none at all for a while (429 with
/// Retry-After). It notes when each request came and who was told to wait.
/// </summary>
internal sealed class HurriedServer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<HostVisit> _visits = [];
    private readonly int _between;
    private long _closedAt;
    private int _sinceClosed;

    private WebApplication _application = null!;

    private HurriedServer(int between) => _between = between;

    /// <summary>What robots.txt asks for.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What Retry-After asks for.</summary>
    public static TimeSpan Closed { get; } = TimeSpan.FromSeconds(4);

    public Uri Address { get; private set; } = null!;

    /// <summary>Every page asked for, in order; robots.txt is none.</summary>
    public IReadOnlyList<HostVisit> Visits
    {
        get
        {
            lock (_gate)
            {
                return [.. _visits];
            }
        }
    }

    /// <summary>Called after each visit with how many there were.</summary>
    public event Action<int>? Visited;

    /// <param name="between">Pages served between two times of being closed.</param>
    public static async Task<HurriedServer> StartAsync(int between)
    {
        var server = new HurriedServer(between);
        (server._application, server.Address) = await LoopbackServer.StartAsync(server.ServeAsync);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path == "/robots.txt")
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"User-agent: *\nCrawl-delay: {Delay.TotalSeconds:0}\n"), context.RequestAborted);
            return;
        }

        if (SitePlan.Find(path) is not var (site, file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (isClosed, count) = Note(path);
        Visited?.Invoke(count);
        var answer = isClosed ? new SiteAnswer(StatusCodes.Status429TooManyRequests) : site.Answer(file);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "text/html";
        if (isClosed)
        {
            context.Response.Headers.RetryAfter = Closed.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (answer.Location is not null)
        {
            context.Response.Headers.Location = answer.Location;
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Html ?? ""), context.RequestAborted);
    }

    private (bool IsClosed, int Count) Note(string path)
    {
        lock (_gate)
        {
            var now = TimeProvider.System.GetTimestamp();
            var isClosed = _closedAt != 0 && TimeProvider.System.GetElapsedTime(_closedAt, now) < Closed;
            if (!isClosed && ++_sinceClosed > _between)
            {
                (_closedAt, _sinceClosed, isClosed) = (now, 0, true);
            }

            _visits.Add(new HostVisit(path, now, isClosed));
            return (isClosed, _visits.Count);
        }
    }
}
