namespace Archon.Grains.Hosts;

/// <summary>The last so many ids that were added. Not thread-safe.</summary>
/// <param name="capacity">How many are remembered.</param>
internal sealed class RecentIds(int capacity)
{
    private readonly Queue<long> _order = new();
    private readonly HashSet<long> _ids = [];

    /// <summary>Remembers an id, and forgets the oldest when there are too many.</summary>
    public void Add(long id)
    {
        if (_ids.Add(id))
        {
            _order.Enqueue(id);
        }

        if (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }
    }

    /// <summary>True when it was among the last.</summary>
    public bool Contains(long id) => _ids.Contains(id);
}
