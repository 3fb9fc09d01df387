namespace Archon.Domain.Chunking;

/// <summary>How large chunks are, in tokens.</summary>
/// <param name="TargetTokens">Paragraphs are gathered up to this size; at least 1, and never more than the maximum counts. Default: 400.</param>
/// <param name="MaxTokens">
/// No chunk is larger; a fence, table or list item is cut only when it alone exceeds this. At least <see cref="SmallestMax"/>. Default: 800.
/// </param>
public sealed record ChunkingOptions(int TargetTokens = 400, int MaxTokens = 800)
{
    /// <summary>Room for a character of any kind between the marks of a fence.</summary>
    public const int SmallestMax = 16;

    public static ChunkingOptions Default { get; } = new();

    /// <summary>Counts the tokens; null: they are estimated (<see cref="TokenEstimate"/>).</summary>
    public ITokenCounter? Counter { get; init; }

    /// <summary>
    /// Tokens that a chunk may begin with of the one before, in whole sentences, when it continues the same section. 0 to a quarter of the maximum. Default: 0.
    /// </summary>
    public int OverlapTokens { get; init; }

    /// <summary>What is gathered: whatever is repeated above it has room.</summary>
    internal int TargetWithoutOverlap => Math.Min(TargetTokens, MaxTokens - OverlapTokens);

    /// <summary>Names what changes chunks; empty for the default.</summary>
    public string Name => this == Default ? "" : FormattableString.Invariant($"{Counter?.Name ?? "estimate"}/{TargetTokens}/{MaxTokens}") + (OverlapTokens > 0 ? FormattableString.Invariant($"+{OverlapTokens}") : "");
}
