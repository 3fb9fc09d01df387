using System.Collections.Concurrent;

namespace Archon.Grains.Pages;

/// <summary>
/// What this silo has learned about rendering, by origin; of at most <see cref="Capacity"/> origins. Each silo learns for itself: it costs a
/// handful of pages, and no message.
/// </summary>
internal sealed class LearnedRendering : IDisposable
{
    private const int Capacity = 1000;

    private readonly ConcurrentDictionary<string, HostRendering> _hosts = new(StringComparer.Ordinal);

    public HostRendering Of(string origin)
    {
        if (_hosts.Count >= Capacity && !_hosts.ContainsKey(origin))
        {
            _hosts.Clear();
        }

        return _hosts.GetOrAdd(origin, static _ => new HostRendering());
    }

    public void Dispose()
    {
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }
}
