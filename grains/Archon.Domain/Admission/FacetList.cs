using System.Collections.Immutable;

namespace Archon.Domain.Admission;

/// <summary>What is remembered of a list that may be shown for each combination of filters.</summary>
internal sealed class FacetList
{
    private const int MostLines = 4_096;

    // Of the last pages, so many may say something new: some filters leave what no other page has shown. A manual whose thirty versions are all alike
    // has a new page among thirty.
    private const int LookedAt = 64;
    private const int MostNews = 2;

    // A page's heading may be its own, and of a longer one a fifth.
    private const int OwnLines = 1;
    private const int ShareOfOwn = 5;

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<long> _lines = [];
    private readonly Queue<long> _order = new();
    private readonly Queue<bool> _news = new();
    private int _newsCount;

    /// <summary>Pages that were read of it.</summary>
    public int Pages { get; private set; }

    /// <summary>Different values in their addresses.</summary>
    public int Values => _values.Count;

    /// <summary>The last pages say what others have said before.</summary>
    public bool SaysNothingNew => _newsCount <= MostNews;

    public void Note(IReadOnlyList<string> values, ImmutableArray<long> lines, int mostValues)
    {
        Pages++;
        foreach (var value in values)
        {
            if (_values.Count < mostValues)
            {
                _values.Add(value);
            }
        }

        var fresh = 0;
        foreach (var line in lines)
        {
            if (_lines.Add(line))
            {
                fresh++;
                _order.Enqueue(line);
            }
        }

        while (_order.Count > MostLines)
        {
            _lines.Remove(_order.Dequeue());
        }

        var isNews = fresh > OwnLines + (lines.Length / ShareOfOwn);
        _news.Enqueue(isNews);
        _newsCount += isNews ? 1 : 0;
        if (_news.Count > LookedAt && _news.Dequeue())
        {
            _newsCount--;
        }
    }
}
