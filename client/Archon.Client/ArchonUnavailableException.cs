namespace Archon.Client;

/// <summary>The cluster or gateway cannot be reached, or cannot answer now. The message says which and what would help.</summary>
public sealed class ArchonUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>As the message, without addresses and names of machines: for callers who are strangers. Null: the message has none. Default: null.</summary>
    public string? PublicMessage { get; init; }

    /// <summary>When to try again, if the other side said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// True when it is certain that nothing was changed or will be: the command was refused. False when that is not known, as of an answer that got lost.
    /// </summary>
    public bool NothingChanged { get; init; }
}
