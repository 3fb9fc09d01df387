namespace Archon.Grains.Hosts;

/// <summary>
/// Who may fetch from one origin, and who waits: first come first served, at most so many at once, no two starts closer
/// than the delay, nobody before the time the server asked for. Not thread-safe: it lives in a grain's turns.
/// </summary>
internal sealed class PermitQueue(int concurrency, TimeSpan leaseTime)
{
    private readonly LinkedList<(TaskCompletionSource<long> Turn, long Id)> _waiting = new();
    private readonly Dictionary<long, DateTimeOffset> _granted = [];
    private DateTimeOffset _notBefore;
    private long _lastId;

    /// <summary>Least time between two grants.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Waits for a permit; the result is its id. Call <see cref="Grant"/> afterwards.</summary>
    /// <param name="cancellationToken">Gives the place in the queue up.</param>
    /// <param name="wanted">What its id shall be; 0 takes the next number.</param>
    public Task<long> Enqueue(CancellationToken cancellationToken, long wanted = 0)
    {
        var waiter = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.AddLast((waiter, wanted));

        // Only completes the waiter, whatever thread it comes from; Grant drops completed ones.
        var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        _ = waiter.Task.ContinueWith(_ => registration.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return waiter.Task;
    }

    /// <summary>Gives a permit back, or the place of one that is still waited for. Unknown ids are ignored: they have expired.</summary>
    public void Release(long id)
    {
        if (_granted.Remove(id) || id == 0)
        {
            return;
        }

        foreach (var (turn, wanted) in _waiting)
        {
            if (wanted == id)
            {
                turn.TrySetCanceled();
            }
        }
    }

    /// <summary>Grants nothing before <paramref name="time"/>.</summary>
    public void HoldUntil(DateTimeOffset time) => _notBefore = time > _notBefore ? time : _notBefore;

    /// <summary>Grants what may be granted now. Returns when to call again, or null when only a release or a new waiter changes anything.</summary>
    public DateTimeOffset? Grant(DateTimeOffset now)
    {
        while (_waiting.First is { } first)
        {
            if (first.Value.Turn.Task.IsCompleted)
            {
                _waiting.RemoveFirst();
                continue;
            }

            if (_granted.Count >= concurrency)
            {
                return Expire(now) > 0 ? now : _granted.Values.Min();
            }

            if (now < _notBefore)
            {
                return _notBefore;
            }

            _waiting.RemoveFirst();
            var id = first.Value.Id > 0 ? first.Value.Id : ++_lastId;
            if (first.Value.Turn.TrySetResult(id))
            {
                _granted[id] = now + leaseTime;
                if (Delay > TimeSpan.Zero)
                {
                    _notBefore = now + Delay;
                }
            }
        }

        return null;
    }

    // A lane that died holds its permit only until its lease ends.
    private int Expire(DateTimeOffset now)
    {
        var expired = _granted.Where(permit => permit.Value <= now).Select(permit => permit.Key).ToList();
        expired.ForEach(id => _granted.Remove(id));
        return expired.Count;
    }
}
