namespace Archon.Domain.Politeness;

/// <summary>
/// How fast one host may be asked: additive increase, multiplicative decrease. It begins at the ceiling, the operator's word; trouble halves
/// it, success wins it back one request a round. 429 and 503 take it down to one request at a time, and hold the host still, longer each time in a
/// row; errors and slowness, which may be those of some pages, take it to a quarter of the ceiling.
/// </summary>
/// <remarks>
/// What fails together counts once: exchanges that were under way when the limit was cut say nothing new, neither of trouble nor of its end.
/// So a burst of sixteen errors halves the limit and does not end it, as in the congestion control of TCP (RFC 5681, 3.1).
/// </remarks>
public sealed record HostPace
{
    private const double Quarter = 0.25;
    private const double Smoothing = 0.2;
    private const double Drift = 0.01;
    private const int LatencySamples = 8;
    private const int SlowFactor = 4;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    // A machine that is busy with something else makes a quick host look many times slower, but not by this much.
    private static readonly TimeSpan SlowMargin = TimeSpan.FromSeconds(1);

    /// <summary>Requests at once, and the part of one that is won back.</summary>
    public required double Limit { get; init; }

    /// <summary>The host has answered well before. One that never did is not kept from answering by too many requests.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>429 and 503 in a row, each round counted once; 0 after a success.</summary>
    public int Level { get; init; }

    /// <summary>When the host may be asked again.</summary>
    public DateTimeOffset HeldUntil { get; init; }

    /// <summary>When the limit was cut last.</summary>
    public DateTimeOffset CutAt { get; init; }

    /// <summary>The host's latency when it is well: the lowest that was smoothed, drifting slowly to what it is now.</summary>
    public TimeSpan? Baseline { get; init; }

    /// <summary>The host's latency of late, smoothed; null until something came since the last cut.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Latencies that were smoothed.</summary>
    public int Samples { get; init; }

    /// <summary>Requests at once.</summary>
    public int Concurrency => (int)Limit;

    /// <summary>Of a host nothing is known of.</summary>
    public static HostPace Initial(PaceRules rules) => new() { Limit = rules.Ceiling };

    /// <summary>Of a host that was asked some time ago: what it was like ten minutes ago is no matter any more.</summary>
    /// <param name="limit">Its limit.</param>
    /// <param name="level">Its 429 and 503 in a row.</param>
    /// <param name="heldUntil">When it may be asked again; null when it may.</param>
    /// <param name="updatedAt">When that was so.</param>
    /// <param name="now">The time.</param>
    /// <param name="rules">The bounds.</param>
    public static HostPace Remembered(double limit, int level, DateTimeOffset? heldUntil, DateTimeOffset updatedAt, DateTimeOffset now, PaceRules rules)
    {
        var wellSince = heldUntil > updatedAt ? heldUntil.Value : updatedAt;
        return now - wellSince > Memory
            ? Initial(rules)
            : new HostPace { Limit = Math.Clamp(limit, 1, rules.Ceiling), HasAnswered = true, Level = level, HeldUntil = heldUntil ?? DateTimeOffset.MinValue, CutAt = now };
    }

    /// <summary>After another exchange.</summary>
    /// <param name="exchange">How it went.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="chance">From 0 to 1, as it falls: half of a stillness that nobody asked for.</param>
    /// <param name="rules">The bounds.</param>
    public HostPace After(Exchange exchange, DateTimeOffset now, double chance, PaceRules rules) => exchange.Verdict switch
    {
        ExchangeVerdict.Good when exchange.StartedAt > CutAt => AfterSuccess(exchange, now, rules),
        ExchangeVerdict.Bad when exchange.StartedAt > CutAt && HasAnswered => Cut(now, rules.Ceiling * Quarter),
        ExchangeVerdict.Throttled => AfterThrottling(exchange, now, chance, rules),
        _ => this,
    };

    private HostPace AfterSuccess(Exchange exchange, DateTimeOffset now, PaceRules rules)
    {
        var pace = this with { Limit = Math.Min(Limit + (1 / Limit), rules.Ceiling), HasAnswered = true, Level = 0 };
        return exchange.Latency is { } latency ? pace.WithLatency(latency, now, rules) : pace;
    }

    private HostPace WithLatency(TimeSpan latency, DateTimeOffset now, PaceRules rules)
    {
        var smoothed = Latency is { } before ? before + ((latency - before) * Smoothing) : latency;
        var baseline = Baseline is { } usual && smoothed > usual ? usual + ((smoothed - usual) * Drift) : smoothed;
        var pace = this with { Latency = smoothed, Baseline = baseline, Samples = Samples + 1 };
        var slow = baseline * SlowFactor > baseline + SlowMargin ? baseline * SlowFactor : baseline + SlowMargin;
        return pace.Samples >= LatencySamples && smoothed > slow ? pace.Cut(now, rules.Ceiling * Quarter) : pace;
    }

    private HostPace AfterThrottling(Exchange exchange, DateTimeOffset now, double chance, PaceRules rules)
    {
        var isNews = exchange.StartedAt > CutAt;
        var pace = isNews ? Cut(now, least: 1) with { Level = Level + 1 } : this;
        var full = Math.Min(rules.Backoff.TotalMilliseconds * Math.Pow(2, Math.Min(pace.Level, 40) - 1), rules.MaxBackoff.TotalMilliseconds);
        var backoff = isNews ? TimeSpan.FromMilliseconds(full * (0.5 + (chance / 2))) : TimeSpan.Zero;
        var asked = exchange.RetryAfter ?? TimeSpan.Zero;
        var obeyed = asked < rules.MaxRetryAfter ? asked : rules.MaxRetryAfter;
        var until = now + (obeyed > backoff ? obeyed : backoff);
        return pace with { HeldUntil = until > HeldUntil ? until : HeldUntil };
    }

    private HostPace Cut(DateTimeOffset now, double least) =>
        this with { Limit = Math.Max(1, Math.Max(Limit / 2, Math.Min(Limit, least))), CutAt = now, Latency = null, Samples = 0 };
}
