namespace Archon.Grains.Hosts;

/// <summary>
/// Who may fetch from one origin, and who waits: crawls in turn, first come first served within each, at most so many at once, nobody before
/// the time the server asked for. With a delay one at a time, each that long after the one before has ended. Not thread-safe: it lives in a grain's
/// turns.
/// </summary>
/// <remarks>
/// A message may get lost with a connection, so everything is named by its caller and may be said again: whoever asks twice has one place
/// in the queue and one permit. A place whose owner does not ask again is given up. Messages may overtake each other, too, when they are sent on from a
/// silo that has died: a permit that was given back already is not granted to a request that comes after.
/// </remarks>
/// <param name="concurrency">Permits out at once, at most, to begin with.</param>
/// <param name="leaseTime">A permit that never comes back is void after this.</param>
/// <param name="absence">A place is kept for this long while nobody asks for it.</param>
/// <param name="isGone">Whether a holder is no more: nobody waits for what it holds. Asked once a second at most. Null: none ever is.</param>
internal sealed class PermitQueue(int concurrency, TimeSpan leaseTime, TimeSpan absence, Func<string, bool>? isGone = null)
{
    // Some seconds of the fastest host.
    private const int MostEnded = 4096;
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    private readonly CrawlTurns _waiting = new();
    private readonly Dictionary<long, PermitPlace> _places = [];
    private readonly Dictionary<long, (DateTimeOffset At, DateTimeOffset Until, string Holder)> _granted = [];
    private readonly RecentIds _ended = new(MostEnded);
    private DateTimeOffset _lastEnd = DateTimeOffset.MinValue;
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    /// <summary>Permits out at once, at most.</summary>
    public int Concurrency { get; set; } = concurrency;

    /// <summary>Least time between the end of an exchange and the start of the next. From end to start: whatever the network does, the server sees no less.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Nothing is granted before.</summary>
    public DateTimeOffset HeldUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Permits that are out.</summary>
    public int Granted => _granted.Count;

    /// <summary>Permits granted so far.</summary>
    public long Total { get; private set; }

    /// <summary>Places in the queue.</summary>
    public int Waiting => _places.Count;

    /// <summary>A place to wait for a permit. Call <see cref="Grant"/> afterwards.</summary>
    /// <param name="id">Its name: asked for again, it is the same permit and the same place in the queue.</param>
    /// <param name="holder">The silo it is for.</param>
    /// <param name="crawl">The crawl it is for; crawls take turns.</param>
    public PermitPlace Enqueue(long id, string holder, string crawl)
    {
        if (!_places.TryGetValue(id, out var place) || place.Turn.IsCompleted)
        {
            if (place is not null)
            {
                _waiting.Remove(place);
                _places.Remove(id);
            }

            place = new PermitPlace(id, holder, crawl);
            if (_ended.Contains(id))
            {
                place.GiveUp();
            }
            else if (_granted.ContainsKey(id))
            {
                place.Grant();
            }
            else
            {
                _places[id] = place;
                _waiting.Add(place);
            }
        }

        place.Join();
        return place;
    }

    /// <summary>
    /// Gives a permit back, or the place of one that is still waited for. Says when the permit was granted; null for unknown ids: they have
    /// expired.
    /// </summary>
    public DateTimeOffset? Release(long id, DateTimeOffset now)
    {
        _ended.Add(id);
        if (_granted.Remove(id, out var permit))
        {
            _lastEnd = now;
            return permit.At;
        }

        if (_places.TryGetValue(id, out var place))
        {
            place.GiveUp();
        }

        return null;
    }

    /// <summary>Grants nothing before <paramref name="time"/>.</summary>
    public void HoldUntil(DateTimeOffset time) => HeldUntil = time > HeldUntil ? time : HeldUntil;

    /// <summary>Counts the delay from now on, as if an exchange had just ended.</summary>
    public void Rest(DateTimeOffset now) => _lastEnd = now;

    /// <summary>Grants what may be granted now. Returns when to call again, or null when only a release or a new waiter changes anything.</summary>
    public DateTimeOffset? Grant(DateTimeOffset now)
    {
        Forget(now);
        ReleaseGone(now);
        while (_waiting.Next() is { } place)
        {
            var most = Delay > TimeSpan.Zero ? 1 : Concurrency;
            if (_granted.Count >= most && Expire(now) == 0)
            {
                var firstEnd = _granted.Values.Min(permit => permit.Until);
                return isGone is null || firstEnd < now + LookPause ? firstEnd : now + LookPause;
            }

            if (_granted.Count >= most)
            {
                continue;
            }

            var notBefore = Delay > TimeSpan.Zero && _lastEnd > DateTimeOffset.MinValue && _lastEnd + Delay > HeldUntil ? _lastEnd + Delay : HeldUntil;
            if (now < notBefore)
            {
                return notBefore;
            }

            _waiting.Take(place);
            _places.Remove(place.Id);
            if (place.Grant())
            {
                _granted[place.Id] = (now, now + leaseTime, place.Holder);
                Total++;
            }
        }

        return null;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var place in _places.Values.Where(place => place.Turn.IsCompleted || place.LeftAt + absence <= now).ToList())
        {
            _waiting.Remove(place);
            _places.Remove(place.Id);
        }
    }

    // Looked at here, however often this is called, and not by a clock of its own: on a busy host a timer that every call sets anew never fires.
    private void ReleaseGone(DateTimeOffset now)
    {
        if (isGone is null || _granted.Count == 0 || now - _lookedAt < LookPause)
        {
            return;
        }

        _lookedAt = now;
        foreach (var holder in _granted.Values.Select(permit => permit.Holder).Distinct().Where(isGone).ToList())
        {
            foreach (var (id, _) in _granted.Where(permit => permit.Value.Holder == holder).ToList())
            {
                Release(id, now);
            }
        }
    }

    // A lane that is lost holds its permit only until its lease ends.
    private int Expire(DateTimeOffset now)
    {
        var expired = _granted.Where(permit => permit.Value.Until <= now).Select(permit => permit.Key).ToList();
        expired.ForEach(id => Release(id, now));
        return expired.Count;
    }
}
