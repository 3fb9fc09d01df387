namespace Archon.Embeddings;

/// <summary>
/// How long an answer is waited for: a few times as long as answers took of late. A request that a server has lost would otherwise hold up whatever waits
/// for it for the whole time-out. Safe to call from many threads.
/// </summary>
/// <remarks>
/// What answers take is a decaying maximum: a slower answer counts at once, quicker ones lower it by a tenth each. An answer that did not come doubles it,
/// or makes it a quarter longer while others are answered, so that a server that has become slow is soon waited for as long as it needs. After a minute without an answer nothing is known: models are unloaded,
/// and the next answer takes as long as loading them. Of a larger request than those answered more is expected in proportion, and what much smaller ones take lowers nothing.
/// </remarks>
/// <param name="longest">Never more than this, and this as long as nothing is known.</param>
/// <param name="clock">The clock of the answers.</param>
/// <param name="shortest">Never less than this; null for 5 seconds.</param>
internal sealed class AnswerPatience(TimeSpan longest, TimeProvider clock, TimeSpan? shortest = null)
{
    private const int Times = 5;
    private const double GrowthWhileOthersAreAnswered = 1.25;
    private const double Growth = 2;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly TimeSpan _shortest = shortest ?? TimeSpan.FromSeconds(5);
    private TimeSpan _usual;
    private int _size = 1;
    private long? _lastAnswer;

    /// <summary>The clock of the answers.</summary>
    public TimeProvider Clock => clock;

    /// <summary>The time for a request.</summary>
    /// <param name="size">How large it is, in whatever all are measured in.</param>
    public TimeSpan Next(int size = 1)
    {
        lock (_lock)
        {
            if (_lastAnswer is not { } last || clock.GetElapsedTime(last) > Memory)
            {
                return longest;
            }

            var wait = _usual * Times * Ratio(size);
            return Min(wait < _shortest ? _shortest : wait, longest);
        }
    }

    /// <summary>An answer came after this time.</summary>
    public void Answered(TimeSpan elapsed, int size = 1)
    {
        lock (_lock)
        {
            _lastAnswer = clock.GetTimestamp();
            if (elapsed > _usual || size >= _size)
            {
                _size = size;
            }
            else if (size < _size / 2)
            {
                return;
            }

            _usual = elapsed > _usual * 0.9 ? elapsed : _usual * 0.9;
        }
    }

    /// <summary>Whether an answer came in the last so long.</summary>
    public bool HasAnsweredWithin(TimeSpan time)
    {
        lock (_lock)
        {
            return _lastAnswer is { } last && clock.GetElapsedTime(last) < time;
        }
    }

    /// <summary>No answer came within the time that was given.</summary>
    /// <param name="waited">That time.</param>
    /// <param name="size">How large the request was.</param>
    /// <param name="others">Others were answered in that time: the server has lost a request, and has not become slow. If they were much larger, it is this one's fault, and nothing is learned.</param>
    public void GaveUp(TimeSpan waited, int size = 1, bool others = false)
    {
        lock (_lock)
        {
            if (others && size < _size / 2)
            {
                return;
            }

            _usual = Min(waited * (others ? GrowthWhileOthersAreAnswered : Growth) / Times / Ratio(size), longest);
        }
    }

    private double Ratio(int size) => Math.Max(1, (double)size / _size);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
