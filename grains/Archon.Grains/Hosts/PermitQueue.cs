namespace Archon.Grains.Hosts;

/// <summary>
/// Who may fetch from one origin, and who waits: first come first served, at most so many at once, no two starts closer
/// than the delay, nobody before the time the server asked for. Not thread-safe: it lives in a grain's turns.
/// </summary>
/// <remarks>
/// A message may get lost with a connection, so everything is named by its caller and may be said again: whoever asks twice has one place
/// in the queue and one permit. A place whose owner does not ask again is given up.
/// </remarks>
/// <param name="concurrency">Permits out at once, at most.</param>
/// <param name="leaseTime">A permit that never comes back is void after this.</param>
/// <param name="absence">A place is kept for this long while nobody asks for it.</param>
internal sealed class PermitQueue(int concurrency, TimeSpan leaseTime, TimeSpan absence)
{
    private readonly LinkedList<PermitPlace> _waiting = new();
    private readonly Dictionary<long, (DateTimeOffset Until, string Holder)> _granted = [];
    private DateTimeOffset _notBefore;

    /// <summary>Least time between two grants.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>A place to wait for a permit. Call <see cref="Grant"/> afterwards.</summary>
    /// <param name="id">Its name: asked for again, it is the same permit and the same place in the queue.</param>
    /// <param name="holder">The silo it is for.</param>
    public PermitPlace Enqueue(long id, string holder)
    {
        var place = Find(id);
        if (place is null)
        {
            place = new PermitPlace(id, holder);
            if (_granted.ContainsKey(id))
            {
                place.Grant();
            }
            else
            {
                _waiting.AddLast(place);
            }
        }

        place.Join();
        return place;
    }

    /// <summary>Gives a permit back, or the place of one that is still waited for. Unknown ids are ignored: they have expired.</summary>
    public void Release(long id)
    {
        if (!_granted.Remove(id))
        {
            Find(id)?.GiveUp();
        }
    }

    /// <summary>Takes back the permits of silos that are no more.</summary>
    /// <param name="isGone">Asked for the silos that hold a permit.</param>
    public void ReleaseWhere(Func<string, bool> isGone)
    {
        foreach (var holder in _granted.Values.Select(permit => permit.Holder).Distinct().Where(isGone).ToList())
        {
            foreach (var (id, _) in _granted.Where(permit => permit.Value.Holder == holder).ToList())
            {
                _granted.Remove(id);
            }
        }
    }

    /// <summary>Grants nothing before <paramref name="time"/>.</summary>
    public void HoldUntil(DateTimeOffset time) => _notBefore = time > _notBefore ? time : _notBefore;

    /// <summary>Grants what may be granted now. Returns when to call again, or null when only a release or a new waiter changes anything.</summary>
    public DateTimeOffset? Grant(DateTimeOffset now)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var (place, next) = (node.Value, node.Next);
            if (place.Turn.IsCompleted || place.LeftAt + absence <= now)
            {
                _waiting.Remove(node);
            }
            else if (place.LeftAt is null)
            {
                if (_granted.Count >= concurrency && Expire(now) == 0)
                {
                    return _granted.Values.Min(permit => permit.Until);
                }

                if (now < _notBefore)
                {
                    return _notBefore;
                }

                _waiting.Remove(node);
                if (place.Grant())
                {
                    _granted[place.Id] = (now + leaseTime, place.Holder);
                    if (Delay > TimeSpan.Zero)
                    {
                        _notBefore = now + Delay;
                    }
                }
            }

            node = next;
        }

        return null;
    }

    private PermitPlace? Find(long id) => _waiting.FirstOrDefault(place => place.Id == id && !place.Turn.IsCompleted);

    // A lane that is lost holds its permit only until its lease ends.
    private int Expire(DateTimeOffset now)
    {
        var expired = _granted.Where(permit => permit.Value.Until <= now).Select(permit => permit.Key).ToList();
        expired.ForEach(id => _granted.Remove(id));
        return expired.Count;
    }
}
