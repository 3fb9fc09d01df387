namespace Archon.Ports.Reranking;

/// <summary>The re-ranker gives no answer now. The message is a sentence for people, and the same for the same trouble.</summary>
public sealed class RerankerUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    public RerankerUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
