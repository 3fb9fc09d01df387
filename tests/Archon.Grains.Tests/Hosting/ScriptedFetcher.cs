using System.Collections.Concurrent;
using Archon.Ports.Fetching;

namespace Archon.Grains.Tests.Hosting;

/// <summary>A fetcher in front of the real one, for answers that a well-behaved server does not give.</summary>
internal sealed class ScriptedFetcher : IPageFetcher
{
    private readonly ConcurrentDictionary<string, Func<int, FetchRequest, Task<FetchResult>>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Where everything goes that has no script; set by the cluster.</summary>
    public IPageFetcher? Real { get; set; }

    /// <summary>Answers a path by a script, which is told how often the path was asked for before.</summary>
    public void On(string path, Func<int, FetchRequest, Task<FetchResult>> script) => _scripts[path] = script;

    public Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var path = request.Url.AbsolutePath;
        return _scripts.TryGetValue(path, out var script)
            ? script(_calls.AddOrUpdate(path, 1, (_, count) => count + 1) - 1, request).WaitAsync(cancellationToken)
            : Real!.FetchAsync(request, cancellationToken);
    }
}
