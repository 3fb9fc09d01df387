namespace Archon.Domain.Embedding;

/// <summary>
/// What may be sent to an embedder: within the limits that were set, within those that the server describes, and not while it wants to be left alone.
/// A server that wants that for a moment only may be one that refuses some requests and answers others: the refused one waits, and the others go on until several in a row were refused.
/// Not thread-safe.
/// </summary>
public sealed class RateBudget
{
    /// <summary>Of a longer silence a limit is the cause, which is everybody's.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Refusals without an answer between them that show that nobody is answered. Of a server that refuses 30 % of requests and fails at 10 %, four come in a row several times in a hundred
    /// requests, eight once in five thousand.
    /// </summary>
    public const int RefusalsInARow = 8;

    private (long? PerMinute, RateBucket? Bucket) _setRequests;
    private (long? PerMinute, RateBucket? Bucket) _setTokens;
    private RateBucket? _requests;
    private RateBucket? _tokens;
    private DateTimeOffset _silentUntil;
    private int _refusals;

    /// <summary>Sets the limits of a minute; null is none. The same again changes nothing.</summary>
    public void Set(long? requestsPerMinute, long? tokensPerMinute, DateTimeOffset now)
    {
        _setRequests = Renewed(_setRequests, requestsPerMinute, now);
        _setTokens = Renewed(_setTokens, tokensPerMinute, now);
    }

    /// <summary>Takes a request of about this many tokens; else says after how long to ask again, and nothing is taken.</summary>
    public TimeSpan Take(long tokens, DateTimeOffset now)
    {
        var wait = _silentUntil - now;
        foreach (var (bucket, amount) in Buckets(tokens))
        {
            var more = bucket.WaitFor(amount, now);
            wait = more > wait ? more : wait;
        }

        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        Spend(tokens, now);
        return TimeSpan.Zero;
    }

    /// <summary>Counts a request that could not wait.</summary>
    public void Spend(long tokens, DateTimeOffset now)
    {
        foreach (var (bucket, amount) in Buckets(tokens))
        {
            bucket.Take(amount, now);
        }
    }

    /// <summary>
    /// Learns from what the server says, and that it answers when it says nothing. What it has left does not count what is still on its way to it, so a budget that knows of less keeps to that.
    /// </summary>
    public void Learn(RateLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _requests = Learned(_requests, limits.Requests, now);
        _tokens = Learned(_tokens, limits.Tokens, now);
        _refusals = limits.SilentFor is null ? 0 : _refusals + 1;
        if (limits.SilentFor is { } silence && (silence > Moment || _refusals >= RefusalsInARow))
        {
            LeaveAlone(silence, now);
        }

        if (limits.UsedUpFor is { } time)
        {
            LeaveAlone(time, now);
        }
    }

    private void LeaveAlone(TimeSpan time, DateTimeOffset now) => _silentUntil = now + time > _silentUntil ? now + time : _silentUntil;

    private IEnumerable<(RateBucket Bucket, double Amount)> Buckets(long tokens)
    {
        if (_setRequests.Bucket is { } setRequests)
        {
            yield return (setRequests, 1);
        }

        if (_setTokens.Bucket is { } setTokens)
        {
            yield return (setTokens, tokens);
        }

        if (_requests is { } requests)
        {
            yield return (requests, 1);
        }

        if (_tokens is { } ofTokens)
        {
            yield return (ofTokens, tokens);
        }
    }

    private static (long? PerMinute, RateBucket? Bucket) Renewed((long? PerMinute, RateBucket? Bucket) before, long? perMinute, DateTimeOffset now) =>
        before.PerMinute == perMinute ? before : (perMinute, perMinute is { } limit ? RateBucket.Of(limit, now) : null);

    private static RateBucket? Learned(RateBucket? before, RateAllowance? said, DateTimeOffset now)
    {
        if (said is not { Most: > 0 })
        {
            return before;
        }

        var bucket = RateBucket.Of(said, now);
        if (before is not null)
        {
            bucket.CapBy(before, now);
        }

        return bucket;
    }
}
