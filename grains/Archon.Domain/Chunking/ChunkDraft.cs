namespace Archon.Domain.Chunking;

/// <summary>A chunk in the making.</summary>
/// <param name="Part">Its range and what is added around it.</param>
/// <param name="Heading">The heading it stands under.</param>
/// <param name="OwnDepth">Depth of the heading of its first section, before any merging.</param>
/// <param name="IsWhole">It holds whole sections, so a neighbour may join it.</param>
/// <param name="ProseAbove">It continues a section whose part before it ends with whole sentences: where the first of these begins; null otherwise.</param>
internal readonly record struct ChunkDraft(Part Part, HeadingNode? Heading, int OwnDepth, bool IsWhole, int? ProseAbove = null)
{
    /// <summary>The heading of its first section, before any merging.</summary>
    public HeadingNode? First { get; init; } = Heading;

    /// <summary>What an address leads to it by: of several sections the first, of terms what they share, unless it begins with one.</summary>
    public HeadingNode? Leading => First is { IsTerm: true } ? Heading : First;
}
