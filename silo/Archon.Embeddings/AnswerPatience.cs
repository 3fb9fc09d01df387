namespace Archon.Embeddings;

/// <summary>
/// How long an answer is waited for: a few times as long as answers took of late. A request that a server has lost would otherwise hold up whatever waits
/// for it for the whole time-out. Safe to call from many threads.
/// </summary>
/// <remarks>
/// What answers take is a decaying maximum: a slower answer counts at once, quicker ones lower it by a tenth each. An answer that did not come doubles it, so
/// that a server that has become slow is soon waited for as long as it needs. After a minute without an answer nothing is known: models are unloaded,
/// and the next answer takes as long as loading them.
/// </remarks>
/// <param name="longest">Never more than this, and this as long as nothing is known.</param>
/// <param name="clock">The clock of the answers.</param>
internal sealed class AnswerPatience(TimeSpan longest, TimeProvider clock)
{
    private const int Times = 5;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private TimeSpan _usual;
    private long? _lastAnswer;

    /// <summary>The time for the next request.</summary>
    public TimeSpan Next()
    {
        lock (_lock)
        {
            if (_lastAnswer is not { } last || clock.GetElapsedTime(last) > Memory)
            {
                return longest;
            }

            var wait = _usual * Times;
            return wait < Shortest ? Min(Shortest, longest) : Min(wait, longest);
        }
    }

    /// <summary>An answer came after this time.</summary>
    public void Answered(TimeSpan elapsed)
    {
        lock (_lock)
        {
            _usual = elapsed > _usual * 0.9 ? elapsed : _usual * 0.9;
            _lastAnswer = clock.GetTimestamp();
        }
    }

    /// <summary>No answer came within the time that was given.</summary>
    public void GaveUp(TimeSpan waited)
    {
        lock (_lock)
        {
            _usual = Min(waited * 2 / Times, longest);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
