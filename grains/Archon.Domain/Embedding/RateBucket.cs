namespace Archon.Domain.Embedding;

/// <summary>A token bucket: it holds so much at most and fills evenly. What is taken beyond its contents is a debt that fills first.</summary>
internal sealed class RateBucket
{
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _level;
    private DateTimeOffset _at;

    private RateBucket(double capacity, double perSecond, double level, DateTimeOffset now) => (_capacity, _perSecond, _level, _at) = (capacity, perSecond, level, now);

    /// <summary>
    /// A bucket from which no more than the limit is taken in any minute: a tenth of it at once, nine tenths a minute. Only what is larger than a tenth
    /// by itself goes beyond.
    /// </summary>
    public static RateBucket Of(long perMinute, DateTimeOffset now)
    {
        var capacity = Math.Max(1, perMinute / 10.0);
        return new RateBucket(capacity, perMinute * 0.9 / 60, capacity, now);
    }

    /// <summary>A server's own bucket, as it describes it.</summary>
    public static RateBucket Of(RateAllowance allowance, DateTimeOffset now)
    {
        var missing = allowance.Most - allowance.Left;
        var perSecond = allowance.WholeIn is { } whole && whole > TimeSpan.Zero && missing > 0 ? missing / whole.TotalSeconds : allowance.Most / 60.0;
        return new RateBucket(Math.Max(1, allowance.Most), perSecond, allowance.Left, now);
    }

    /// <summary>How long until so much may be taken; more than it can hold is given when it is full.</summary>
    public TimeSpan WaitFor(double amount, DateTimeOffset now)
    {
        Fill(now);
        var missing = Math.Min(amount, _capacity) - _level;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(missing / _perSecond, TimeSpan.SecondsPerDay));
    }

    public void Take(double amount, DateTimeOffset now)
    {
        Fill(now);
        _level -= amount;
    }

    /// <summary>It holds no more than <paramref name="other"/> does.</summary>
    public void CapBy(RateBucket other, DateTimeOffset now)
    {
        Fill(now);
        other.Fill(now);
        _level = Math.Min(_level, other._level);
    }

    private void Fill(DateTimeOffset now)
    {
        var passed = (now - _at).TotalSeconds;
        if (passed > 0)
        {
            (_level, _at) = (Math.Min(_capacity, _level + (passed * _perSecond)), now);
        }
    }
}
