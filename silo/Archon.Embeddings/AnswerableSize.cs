namespace Archon.Embeddings;

/// <summary>
/// How large a request a server answers in time. A server without a graphics card may need longer for a whole batch than is ever waited for: it would be sent the batch again and again.
/// Safe to call from many threads.
/// </summary>
/// <remarks>
/// Half of what was not answered in time, and half more with each large request that was answered in an eighth of it: what it grows to is far from what takes too long.
/// </remarks>
/// <param name="longest">Time that an answer is waited for.</param>
internal sealed class AnswerableSize(TimeSpan longest)
{
    private const int QuickShare = 8;

    private readonly Lock _lock = new();
    private long _most = long.MaxValue;
    private long _tooLarge;

    /// <summary>The largest that is to be sent, in whatever all are measured in; <see cref="long.MaxValue"/> as long as all were answered.</summary>
    public long Most => Volatile.Read(ref _most);

    /// <summary>One of this size was not answered in time, and it is not the server that is away.</summary>
    public void TookTooLong(long size)
    {
        lock (_lock)
        {
            _tooLarge = Math.Max(_tooLarge, size);
            _most = Math.Min(_most, Math.Max(1, size / 2));
        }
    }

    /// <summary>An answer came after this time.</summary>
    public void Answered(TimeSpan elapsed, long size)
    {
        if (Most == long.MaxValue || elapsed > longest / QuickShare)
        {
            return;
        }

        lock (_lock)
        {
            if (size < _most / 2)
            {
                return;
            }

            _most += Math.Max(1, _most / 2);
            if (_most > _tooLarge)
            {
                (_most, _tooLarge) = (long.MaxValue, 0);
            }
        }
    }
}
