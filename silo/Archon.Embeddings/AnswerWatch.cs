namespace Archon.Embeddings;

/// <summary>
/// Waits for one answer. While it waits others are answered, and what is learned of them counts: the first request of all would else be waited for as long as is allowed.
/// </summary>
internal sealed class AnswerWatch : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly AnswerPatience _patience;
    private readonly int _size;
    private readonly CancellationTokenSource _deadline = new();
    private readonly Lock _lock = new();
    private readonly long _began;
    private readonly ITimer _timer;
    private bool _isOver;

    /// <param name="patience">Says how long.</param>
    /// <param name="size">How large the request is.</param>
    public AnswerWatch(AnswerPatience patience, int size)
    {
        (_patience, _size) = (patience, size);
        _began = patience.Clock.GetTimestamp();
        _timer = patience.Clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>Cancelled when the answer has been waited for long enough.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>Since the request was sent.</summary>
    public TimeSpan Elapsed => _patience.Clock.GetElapsedTime(_began);

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _deadline.Dispose();
        }

        _timer.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            var left = _patience.Next(_size) - Elapsed;
            if (left > TimeSpan.Zero)
            {
                _timer.Change(left < LookInterval ? left : LookInterval, Timeout.InfiniteTimeSpan);
                return;
            }

            // Inside the lock: who has its answer meanwhile disposes of the deadline, and a timer has nobody to catch what it throws.
            _isOver = true;
            _deadline.Cancel();
        }
    }
}
