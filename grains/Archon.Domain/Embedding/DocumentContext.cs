namespace Archon.Domain.Embedding;

/// <summary>What is known of the document a chunk stands in, beyond its title and headings.</summary>
/// <param name="Beginning">Markdown of the document's first passage, of a long one the beginning; empty for the chunk that is this passage.</param>
/// <param name="SourceSummary">What a chat model has written of the document's source; null when none has.</param>
public sealed record DocumentContext(string Beginning, string? SourceSummary)
{
    /// <summary>Characters of a passage that are looked at: sentences are wanted, and they stand first.</summary>
    public const int MostRead = 2_000;
}
