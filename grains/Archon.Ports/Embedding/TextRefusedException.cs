namespace Archon.Ports.Embedding;

/// <summary>
/// The model works and does not take these texts: one of them at least is too long, or is what it cannot read. It will not take them later either.
/// </summary>
public sealed class TextRefusedException : Exception
{
    /// <summary>Says why, in its words.</summary>
    public TextRefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>They are more than it answers in time, and were not sent: nothing is known against any of them. Never of a single text.</summary>
    public bool IsTooMuch { get; init; }
}
