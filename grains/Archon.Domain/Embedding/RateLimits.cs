namespace Archon.Domain.Embedding;

/// <summary>What a server says of how much it takes; what it does not say is null.</summary>
public sealed record RateLimits
{
    /// <summary>Requests it takes while its allowance is whole.</summary>
    public RateAllowance? Requests { get; init; }

    /// <summary>Tokens it takes while its allowance is whole.</summary>
    public RateAllowance? Tokens { get; init; }

    /// <summary>It wants to be left alone for so long.</summary>
    public TimeSpan? SilentFor { get; init; }

    /// <summary>An allowance of which it does not say how much it holds is used up for so long.</summary>
    public TimeSpan? UsedUpFor { get; init; }
}

/// <summary>An allowance that fills itself evenly.</summary>
/// <param name="Most">What it holds when it is whole.</param>
/// <param name="Left">What it holds now.</param>
/// <param name="WholeIn">When it is whole again; null when that is not said: it then takes a minute to fill.</param>
public sealed record RateAllowance(long Most, long Left, TimeSpan? WholeIn);
