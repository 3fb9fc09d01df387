namespace Archon.Storage.Sqlite.Search;

/// <summary>The best few of many scored ids, in memory that does not grow with the many.</summary>
internal sealed class TopList(int size)
{
    private readonly PriorityQueue<long, float> _worstFirst = new(size + 1);

    /// <summary>An id with this score would be kept.</summary>
    public bool Takes(float score) => _worstFirst.Count < size || !_worstFirst.TryPeek(out _, out var worst) || score > worst;

    public void Offer(long id, float score)
    {
        if (_worstFirst.Count < size)
        {
            _worstFirst.Enqueue(id, score);
        }
        else
        {
            _worstFirst.EnqueueDequeue(id, score);
        }
    }

    /// <summary>The ids, best first.</summary>
    public IReadOnlyList<long> Ranked() =>
        [.. _worstFirst.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element).Select(item => item.Element)];
}
