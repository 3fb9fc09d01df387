using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Tests.Hosting;

/// <summary>A site on loopback, written by the test, which can hold its answers and tells what is asked of it.</summary>
internal sealed class DocSite : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, SiteAnswer> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _unchanged = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private readonly Lock _lock = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Reached)> _waiters = [];
    private volatile TaskCompletionSource? _gate;
    private Func<string, bool>? _held;
    private int _inFlight;
    private int _peak;
    private int _aborted;

    private DocSite(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>How often each path was asked for.</summary>
    public IReadOnlyDictionary<string, int> Requests => _requests;

    /// <summary>The paths of pages, in the order they were asked for.</summary>
    public IReadOnlyCollection<string> Order => _order;

    /// <summary>How often each path was answered with 304.</summary>
    public IReadOnlyDictionary<string, int> Unchanged => _unchanged;

    /// <summary>Most pages under way at once.</summary>
    public int Peak => _peak;

    /// <summary>Pages under way.</summary>
    public int InFlight => _inFlight;

    /// <summary>Requests the other side gave up.</summary>
    public int Aborted => _aborted;

    /// <summary>Who does not say this in the header Authorization is answered 401. Null: everybody may read.</summary>
    public string? Authorization { get; set; }

    /// <summary>What was said in the headers Authorization and Cookie, by path.</summary>
    public ConcurrentDictionary<string, (string? Authorization, string? Cookie)> Told { get; } = new(StringComparer.Ordinal);

    public string this[string path] => new Uri(Address, path).AbsoluteUri;

    public static async Task<DocSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new DocSite(builder.Build());
        site._application.Run(site.ServeAsync);
        await site._application.StartAsync();
        site.Address = new Uri(site._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return site;
    }

    /// <summary>A site whose first page links to as many others.</summary>
    public static async Task<DocSite> StarAsync(int pages)
    {
        var site = await StartAsync();
        var links = Enumerable.Range(1, pages - 1).Select(i => $"/docs/p{i}").ToArray();
        site.Page("/docs/", links);
        foreach (var link in links)
        {
            site.Page(link);
        }

        return site;
    }

    public void Page(string path, params string[] links) => Put(path, new SiteAnswer { Body = Html(path, links) });

    /// <summary>A page with an ETag, which changes whenever the page does.</summary>
    public void Tagged(string path, string version, params string[] links) => Put(path, new SiteAnswer
    {
        Body = Html(path, links).Replace("</main>", $"<p>This is version {version} of it.</p></main>", StringComparison.Ordinal),
        Headers = new Dictionary<string, string> { ["ETag"] = $"\"{version}-{string.Join('-', links).GetHashCode(StringComparison.Ordinal):x}\"" },
    });

    /// <summary>The path answers 404 from now on.</summary>
    public void Remove(string path) => _answers.TryRemove(path, out _);

    public SiteAnswer Answer(string path) => _answers[path];

    /// <summary>Forgets what was asked so far.</summary>
    public void Forget()
    {
        _requests.Clear();
        _unchanged.Clear();
        _order.Clear();
    }

    public void Put(string path, SiteAnswer answer) => _answers[path] = answer;

    public static string Html(string path, params string[] links) =>
        $"""
        <html><head><title>Page {path}</title></head><body><main><h1>Page {path}</h1>
        <p>This page of the handbook, {path}, explains at some length how the thing called {Spelled(path)} is put to use, and why {Spelled(path)} is like no other.</p>
        {string.Concat(links.Select(link => $"<p>See <a href=\"{link}\">the page {link}</a> for more.</p>"))}
        </main></body></html>
        """;

    // Pages that differ in numbers alone would be a trap to a crawler.
    private static string Spelled(string path) => string.Concat(path.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter - '0' + 'a') : letter));

    /// <summary>Holds every page back until <see cref="Release"/>; not what a crawl asks for without being led there (robots.txt, sitemap.xml, llms.txt, llms-full.txt).</summary>
    /// <param name="which">The paths that are held; null for all.</param>
    public void Hold(Func<string, bool>? which = null)
    {
        _held = which;
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.TrySetResult();
    }

    /// <summary>Completes when the condition holds; it is looked at whenever a request comes, ends or is given up.</summary>
    public Task When(Func<bool> condition)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((condition, reached));
            Look();
            return Patience.WaitAsync(reached.Task);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _application.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (Path.GetFileName(path) is "robots.txt" or "sitemap.xml" or "llms.txt" or "llms-full.txt")
        {
            Tell(() => _requests.AddOrUpdate(path, 1, (_, count) => count + 1));
            await AnswerAsync(context, path);
            return;
        }

        Tell(() =>
        {
            _requests.AddOrUpdate(path, 1, (_, count) => count + 1);
            _order.Enqueue(path);
            _peak = Math.Max(_peak, ++_inFlight);
        });
        try
        {
            if (_gate is { } gate && _held?.Invoke(path) != false)
            {
                await gate.Task.WaitAsync(context.RequestAborted);
            }

            await AnswerAsync(context, path);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Tell(() => _aborted++);
        }
        finally
        {
            Tell(() => _inFlight--);
        }
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        Told[path] = (context.Request.Headers.Authorization, context.Request.Headers.Cookie);
        if (Authorization is not null && context.Request.Headers.Authorization != Authorization)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!_answers.TryGetValue(path, out var answer))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Status == StatusCodes.Status200OK && IsUnchanged(context.Request, answer))
        {
            _unchanged.AddOrUpdate(path, 1, (_, count) => count + 1);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (answer.Negotiated is { } negotiated)
        {
            context.Response.Headers.Vary = "Accept-Encoding, accept";
            answer = context.Request.Headers.Accept.ToString().StartsWith("text/markdown", StringComparison.Ordinal) ? negotiated : answer;
            context.Response.ContentType = answer.ContentType;
        }

        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static bool IsUnchanged(HttpRequest request, SiteAnswer answer) =>
        (answer.Headers.TryGetValue("ETag", out var tag) && request.Headers.IfNoneMatch == tag)
        || (answer.Headers.TryGetValue("Last-Modified", out var modified) && request.Headers.IfModifiedSince == modified);

    private void Tell(Action change)
    {
        lock (_lock)
        {
            change();
            Look();
        }
    }

    private void Look() => _waiters.RemoveAll(waiter =>
    {
        if (!waiter.Condition())
        {
            return false;
        }

        waiter.Reached.TrySetResult();
        return true;
    });
}

/// <summary>What a path answers.</summary>
internal sealed record SiteAnswer
{
    public int Status { get; init; } = 200;

    public string Body { get; init; } = "";

    public string ContentType { get; init; } = "text/html; charset=utf-8";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What whoever asks for Markdown is given instead; the answer then says that it depends on that.</summary>
    public SiteAnswer? Negotiated { get; init; }
}
