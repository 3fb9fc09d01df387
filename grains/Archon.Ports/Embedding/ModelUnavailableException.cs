namespace Archon.Ports.Embedding;

/// <summary>
/// A model gives no answer now, no vectors or no text: it is away, over its limit, or set up wrongly. The same may be asked of it later. The message is a
/// sentence for people, and the same for the same trouble.
/// </summary>
public sealed class ModelUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    public ModelUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>How long it wants to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It was reached and failed at what it was given: others may get an answer. False: whatever is asked of it fails.</summary>
    public bool MayBeTheText { get; init; }

    /// <summary>It answered, with what is no vector of these texts: the same question mostly brings the same again, and may be paid for each time.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Nothing came in the time that an answer is waited for: each try takes that long.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Nothing came in the longest time that any answer is waited for: fewer texts together may be answered in it.</summary>
    public bool MayBeTooMuch { get; init; }
}
