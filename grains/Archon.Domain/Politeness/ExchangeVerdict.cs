namespace Archon.Domain.Politeness;

/// <summary>What an exchange says of its host's health. The numbers travel and never move.</summary>
public enum ExchangeVerdict
{
    /// <summary>Nothing: it did not take place, or failed for a reason that is not the host's load.</summary>
    Silent = 0,

    /// <summary>The host answered as it should, be it with a page, a redirect or "not found".</summary>
    Good = 1,

    /// <summary>The host struggles: it answered 502 or 504, broke off, or did not answer at all.</summary>
    Bad = 2,

    /// <summary>The host says that it is asked too much: 429 or 503.</summary>
    Throttled = 3,
}
