using System.Collections.Concurrent;

namespace Archon.Grains.Pages;

/// <summary>
/// What this silo has learned about the Markdown that sites offer beside their pages, by origin; of at most <see cref="Capacity"/> origins. After three in a
/// row that were none, a site is asked for no more of them.
/// </summary>
internal sealed class LearnedTwins
{
    private const int Capacity = 1000;
    private const int MostMisses = 3;

    private readonly ConcurrentDictionary<string, int> _misses = new(StringComparer.Ordinal);

    /// <summary>Such Markdown is worth a request.</summary>
    public bool AreWanted(string origin) => _misses.GetValueOrDefault(origin) < MostMisses;

    /// <summary>One was as good as its page, or was not.</summary>
    public void Note(string origin, bool isGood)
    {
        if (isGood)
        {
            _misses.TryRemove(origin, out _);
            return;
        }

        if (_misses.Count >= Capacity)
        {
            _misses.Clear();
        }

        _misses.AddOrUpdate(origin, 1, static (_, misses) => misses + 1);
    }
}
