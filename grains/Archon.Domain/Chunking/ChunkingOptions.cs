namespace Archon.Domain.Chunking;

/// <summary>How large chunks are, in tokens.</summary>
/// <param name="TargetTokens">Paragraphs are gathered up to this size. Default: 400.</param>
/// <param name="MaxTokens">No chunk is larger; a fence, table or list item is cut only when it alone exceeds this. Default: 800.</param>
public sealed record ChunkingOptions(int TargetTokens = 400, int MaxTokens = 800)
{
    public static ChunkingOptions Default { get; } = new();
}
