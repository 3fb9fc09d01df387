namespace Archon.Grains.Hosts;

/// <summary>A place in the queue for an origin's permits. Only <see cref="GiveUp"/> may be called from any thread.</summary>
/// <param name="id">Of the permit that is waited for.</param>
/// <param name="holder">The silo it is for.</param>
/// <param name="crawl">The crawl it is for.</param>
internal sealed class PermitPlace(long id, string holder, string crawl)
{
    private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiters;

    /// <summary>Of the permit that is waited for.</summary>
    public long Id => id;

    /// <summary>The silo it is for.</summary>
    public string Holder => holder;

    /// <summary>The crawl it is for.</summary>
    public string Crawl => crawl;

    /// <summary>Completes with the grant; cancelled when the place is given up.</summary>
    public Task Turn => _turn.Task;

    /// <summary>Since when nobody waits here; null while somebody does.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Somebody waits here from now on.</summary>
    public void Join()
    {
        _waiters++;
        LeftAt = null;
    }

    /// <summary>Somebody who waited here asks again later.</summary>
    public void Leave(DateTimeOffset now) => LeftAt = --_waiters == 0 ? now : null;

    /// <summary>Nobody wants it any more.</summary>
    public void GiveUp() => _turn.TrySetCanceled();

    /// <summary>Gives who waits the permit; false when the place was given up.</summary>
    public bool Grant() => _turn.TrySetResult();
}
