using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Archon.Chaos.Sites;

/// <summary>Serves every <see cref="SitePlan"/> there can be, on loopback, and counts what is asked of it.</summary>
internal sealed class SiteServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<(string Folder, int Count, TaskCompletionSource Reached)> _milestones = [];
    private readonly Dictionary<string, int> _served = new(StringComparer.Ordinal);
    private volatile Task _hold = Task.CompletedTask;

    private WebApplication _application = null!;

    private SiteServer()
    {
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>How often each path was asked for.</summary>
    public IReadOnlyDictionary<string, int> Requests => _requests;

    /// <summary>Called with the path of every page asked for; cheap, for it is called at once.</summary>
    public event Action<string>? Asked;

    /// <param name="port">0 takes a free one.</param>
    public static async Task<SiteServer> StartAsync(int port = 0)
    {
        var site = new SiteServer();
        (site._application, site.Address) = await LoopbackServer.StartAsync(site.ServeAsync, port);
        return site;
    }

    /// <summary>Completes when so many files of a site have been served from now on.</summary>
    public Task AfterServing(SitePlan site, int files)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _milestones.Add((site.Folder, _served.GetValueOrDefault(site.Folder) + files, reached));
            return reached.Task;
        }
    }

    /// <summary>Holds every answer back until the returned action is called.</summary>
    public Action Hold()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hold = gate.Task;
        return () => gate.TrySetResult();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (SitePlan.Find(path) is not var (site, file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _requests.AddOrUpdate(path, 1, (_, count) => count + 1);
        Asked?.Invoke(path);
        await Task.Delay(site.LatencyOf(file), TimeProvider.System, context.RequestAborted);
        await _hold.WaitAsync(context.RequestAborted);
        var answer = site.Answer(file);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "text/html";
        if (answer.Location is not null)
        {
            context.Response.Headers.Location = answer.Location;
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Html ?? ""), context.RequestAborted);
        Count(site);
    }

    private void Count(SitePlan site)
    {
        lock (_gate)
        {
            var served = _served[site.Folder] = _served.GetValueOrDefault(site.Folder) + 1;
            foreach (var (_, _, reached) in _milestones.Where(milestone => milestone.Folder == site.Folder && milestone.Count <= served))
            {
                reached.TrySetResult();
            }

            _milestones.RemoveAll(milestone => milestone.Reached.Task.IsCompleted);
        }
    }
}
