namespace Archon.Ports.Embedding;

/// <summary>What an embedder is asked to see whether it answers at all: an ordinary question that none can object to.</summary>
public static class ProbeText
{
    /// <summary>The question.</summary>
    public const string Question = "How do I open a file?";
}
