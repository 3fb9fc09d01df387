using System.Collections.Immutable;

namespace Archon.Domain.Chunking;

/// <summary>
/// Cuts a page into chunks: by heading, then by block, and inside a block only when it alone exceeds the maximum. Prose and lists fill up to the target;
/// code and tables, once they must be cut, fill up to the maximum, for fewer cuts. Together the ranges hold every character that is not blank.
/// The time is linear in the page. Sizes are those of the embedder's own tokens where it can count them.
/// </summary>
public static class Chunker
{
    /// <exception cref="ArgumentOutOfRangeException">A size in the options is below its bound.</exception>
    public static ImmutableArray<Chunk> Chunk(MarkdownOutline outline, ChunkingOptions options)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, ChunkingOptions.SmallestMax, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TargetTokens, 1, nameof(options));

        if (options.Counter is { } counter)
        {
            return new CountedChunks(outline, options, counter).Cut();
        }

        var chunks = ImmutableArray.CreateBuilder<Chunk>();
        foreach (var (part, heading, _, _) in Draft(outline, options.TargetTokens, options.MaxTokens))
        {
            var content = string.Concat(part.Before, outline.Markdown.AsSpan(part.Start, part.End - part.Start), part.After);
            chunks.Add(new(chunks.Count, HeadingNode.PathOf(heading), content, part.Start, part.End, TokenEstimate.Count(content)));
        }

        return chunks.DrainToImmutable();
    }

    /// <summary>Where the page is cut, by estimated tokens.</summary>
    internal static IEnumerable<ChunkDraft> Draft(MarkdownOutline outline, int targetTokens, int maxTokens)
    {
        var options = new ChunkingOptions(Math.Clamp(targetTokens, ChunkingOptions.SmallestMax / 2, maxTokens), maxTokens);
        return SectionMerger.Merge(new ChunkGatherer(outline, options).Gather(), options.TargetTokens);
    }
}
