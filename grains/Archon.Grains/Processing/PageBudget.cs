namespace Archon.Grains.Processing;

/// <summary>
/// The processor time one document may cost. Its clock stands still while the machine is busy with others or the process is frozen: a page
/// must not fail because of its neighbours. Counted is the time of the whole process, which is at least that of one thread, and at most once
/// in a budget's time.
/// </summary>
internal sealed class PageBudget : IDisposable
{
    private readonly CancellationTokenSource _spent = new();
    private readonly ITimer _timer;
    private readonly TimeSpan _end;

    /// <param name="budget">What the document may cost.</param>
    /// <param name="clock">When to look.</param>
    public PageBudget(TimeSpan budget, TimeProvider clock)
    {
        _end = Environment.CpuUsage.TotalTime + budget;
        _timer = clock.CreateTimer(static state => ((PageBudget)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(budget, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the document has cost too much.</summary>
    public CancellationToken Spent => _spent.Token;

    public void Dispose()
    {
        _timer.Dispose();
        _spent.Dispose();
    }

    private void Look()
    {
        var left = _end - Environment.CpuUsage.TotalTime;

        try
        {
            if (left <= TimeSpan.Zero)
            {
                _spent.Cancel();
            }
            else
            {
                // What is left may be less than a timer can tell.
                _timer.Change(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }
        catch (ObjectDisposedException)
        {
            // The document was done in this moment.
        }
    }
}
