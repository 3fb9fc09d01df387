namespace Archon.Grains.Hosts;

/// <summary>
/// Places in line for one origin, a line for each crawl. The crawl whose turn is longest ago is next, and one that is not there at the moment keeps
/// its turn: so crawls share a host equally, however many pages each of them waits with.
/// </summary>
internal sealed class CrawlTurns
{
    // Crawls whose turns are remembered; whoever is forgotten comes first again.
    private const int MostCrawls = 1_000;

    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private long _turn;

    public void Add(PermitPlace place)
    {
        if (!_lines.TryGetValue(place.Crawl, out var line))
        {
            if (_lines.Count >= MostCrawls)
            {
                foreach (var (crawl, _) in _lines.Where(known => known.Value.Places.Count == 0).ToList())
                {
                    _lines.Remove(crawl);
                }
            }

            _lines.Add(place.Crawl, line = new Line());
        }

        line.Places.AddLast(place);
    }

    /// <summary>Whose turn it is: the first place that somebody waits at; null when nobody waits.</summary>
    public PermitPlace? Next()
    {
        Line? next = null;
        PermitPlace? first = null;
        foreach (var line in _lines.Values)
        {
            if (line.Places.Count > 0 && (next is null || line.LastTurn < next.LastTurn)
                && line.Places.FirstOrDefault(place => place.LeftAt is null && !place.Turn.IsCompleted) is { } place)
            {
                (next, first) = (line, place);
            }
        }

        return first;
    }

    /// <summary>The crawl has its turn.</summary>
    public void Take(PermitPlace place)
    {
        _lines[place.Crawl].LastTurn = ++_turn;
        Remove(place);
    }

    public void Remove(PermitPlace place) => _lines[place.Crawl].Places.Remove(place);

    private sealed class Line
    {
        public LinkedList<PermitPlace> Places { get; } = new();

        public long LastTurn { get; set; }
    }
}
