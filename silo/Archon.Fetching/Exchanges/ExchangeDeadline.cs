namespace Archon.Fetching.Exchanges;

/// <summary>
/// The time one exchange may take, in one token: cancelled by the caller, by the total deadline, or by a body that stands still.
/// One timer serves both deadlines, for an exchange is too short to pay for two.
/// </summary>
internal sealed class ExchangeDeadline : IDisposable
{
    private readonly TimeProvider clock;
    private TimeSpan total;
    private readonly long started;
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration caller;
    private TimeSpan? idle;

    public ExchangeDeadline(TimeProvider clock, TimeSpan total, CancellationToken cancellationToken)
    {
        this.clock = clock;
        this.total = total;
        started = clock.GetTimestamp();
        source = new CancellationTokenSource(total, clock);
        caller = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    /// <summary>A deadline passed, or the caller gave up: ask the caller's token first.</summary>
    public bool Expired => source.IsCancellationRequested;

    public TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>From now on, nothing may take longer than this, nor than what is left of the total.</summary>
    public void ExpectWithin(TimeSpan timeout)
    {
        var left = total - Elapsed;
        idle = timeout < left ? timeout : null;
        source.CancelAfter(idle ?? (left > TimeSpan.Zero ? left : TimeSpan.Zero));
    }

    /// <summary>Until what is returned is disposed, no deadline passes, and the time until then is added to the total.</summary>
    public IDisposable Pause()
    {
        source.CancelAfter(Timeout.InfiniteTimeSpan);
        return new Resumption(this, clock.GetTimestamp());
    }

    public string Sentence(string host) => idle is { } stood
        ? $"{host} sent nothing for {stood.TotalSeconds:0.#} s."
        : $"{host} took longer than {total.TotalSeconds:0.#} s.";

    public void Dispose()
    {
        caller.Dispose();
        source.Dispose();
    }

    private sealed class Resumption(ExchangeDeadline deadline, long since) : IDisposable
    {
        public void Dispose()
        {
            deadline.total += deadline.clock.GetElapsedTime(since);
            deadline.ExpectWithin(deadline.total);
        }
    }
}
