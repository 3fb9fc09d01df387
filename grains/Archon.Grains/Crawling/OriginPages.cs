namespace Archon.Grains.Crawling;

/// <summary>
/// Pages of one origin that wait for a lane, and how many lanes it may have: as many as there are, until a lane comes back from a host that
/// is to be left alone. From then on one fewer each time, and one more for each page that is fetched: so a slow host keeps a lane or two, and the
/// others go to the rest of the crawl.
/// </summary>
internal sealed class OriginPages
{
    private readonly LinkedList<WaitingPage> _ready = new();
    private readonly PriorityQueue<WaitingPage, DateTimeOffset> _later = new();
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;
    private int _lanes = int.MaxValue;

    /// <summary>Lanes that have a page of it.</summary>
    public int Busy { get; private set; }

    /// <summary>Pages that wait here, now or for their time.</summary>
    public int Count => _ready.Count + _later.Count;

    /// <summary>Nothing is known of it that another page of it would need.</summary>
    public bool IsForgettable => Count == 0 && Busy == 0 && _lanes == int.MaxValue;

    /// <summary>The pages that wait here.</summary>
    public IEnumerable<WaitingPage> Pages => _ready.Concat(_later.UnorderedItems.Select(item => item.Element));

    public void Add(WaitingPage page) => _ready.AddLast(page);

    /// <summary>How many pages lanes could have now.</summary>
    public int Ready(DateTimeOffset now)
    {
        while (_later.TryPeek(out var page, out var time) && time <= now)
        {
            _later.Dequeue();
            _ready.AddFirst(page);
        }

        return now < _heldUntil ? 0 : Math.Min(_ready.Count, _lanes - Busy);
    }

    /// <summary>The next page; only after <see cref="Ready"/> said that there is one.</summary>
    public WaitingPage Take()
    {
        var page = _ready.First!.Value;
        _ready.RemoveFirst();
        Busy++;
        return page;
    }

    /// <summary>A lane is done with a page.</summary>
    public void Finish()
    {
        Busy--;
        if (_lanes < int.MaxValue)
        {
            _lanes++;
        }
    }

    /// <summary>A lane is done with a page that is to be tried again.</summary>
    public void Defer(WaitingPage page, DateTimeOffset until)
    {
        Finish();
        _later.Enqueue(page, until);
    }

    /// <summary>A lane brings a page back, since the host is to be left alone.</summary>
    public void Hold(WaitingPage page, DateTimeOffset until)
    {
        Busy--;
        _lanes = Math.Max(1, Busy);
        _heldUntil = until > _heldUntil ? until : _heldUntil;
        _ready.AddFirst(page);
    }
}
