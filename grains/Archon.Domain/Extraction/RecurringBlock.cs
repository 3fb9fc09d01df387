namespace Archon.Domain.Extraction;

/// <summary>A block that recurs on the pages of a site. Stored as JSON with the crawl.</summary>
/// <param name="Hash">By what it is known again: see <see cref="EdgeBlocks"/>.</param>
/// <param name="Text">The words it begins with, in one line, for people.</param>
public readonly record struct RecurringBlock(long Hash, string Text)
{
    /// <summary>Characters that are kept of a block's beginning.</summary>
    public const int LongestText = 80;
}
