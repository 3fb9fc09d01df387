namespace Archon.Client.Progress;

/// <summary>Waits between attempts: doubling from 100 ms to 5 s, with a fifth of jitter so that hundreds do not come back at once.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private int _failures;

    /// <summary>It works again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits, longer each time, and at least <paramref name="atLeast"/>.</summary>
    public Task WaitAsync(TimeSpan? atLeast, CancellationToken cancellationToken)
    {
        var wait = Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 16)), Longest.TotalMilliseconds);
        wait *= 0.8 + (0.2 * Random.Shared.NextDouble());
        var delay = TimeSpan.FromMilliseconds(Math.Max(wait, Math.Min(atLeast?.TotalMilliseconds ?? 0, 60_000)));
        return Task.Delay(delay, clock, cancellationToken);
    }
}
