namespace Archon.Ports.Embedding;

/// <summary>
/// The embedder gives no vectors now: it is away, over its limit, or set up wrongly. The same texts may be embedded later. The message is a sentence
/// for people, and the same for the same trouble.
/// </summary>
public sealed class EmbeddingUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    public EmbeddingUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>How long it wants to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
