namespace Archon.Grains.Crawling;

/// <summary>Pages a second over the last seconds.</summary>
internal sealed class ThroughputMeter
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);
    private readonly Queue<(DateTimeOffset At, long Count)> _samples = new();

    /// <summary>The rate, given the count at this moment; 0 before two samples.</summary>
    public double Observe(DateTimeOffset now, long count)
    {
        while (_samples.TryPeek(out var oldest) && now - oldest.At > Span)
        {
            _samples.Dequeue();
        }

        // Two samples a second are enough for a rate over five, and keep the queue short.
        if (_samples.Count == 0 || now - _samples.Last().At >= TimeSpan.FromSeconds(0.5))
        {
            _samples.Enqueue((now, count));
        }

        var (since, before) = _samples.Peek();
        var seconds = (now - since).TotalSeconds;
        return seconds < 0.2 ? 0 : Math.Round(Math.Max(0, count - before) / seconds, 1);
    }
}
