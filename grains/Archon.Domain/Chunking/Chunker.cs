using System.Collections.Immutable;

namespace Archon.Domain.Chunking;

/// <summary>
/// Cuts a page into chunks: by heading, then by block, and inside a block only when it alone exceeds the maximum. Prose and lists fill up to the target;
/// code and tables, once they must be cut, fill up to the maximum, for fewer cuts. Together the ranges hold every character that is not blank.
/// With an overlap a chunk that continues the section of the one before begins with its last whole sentences, which are no part of its range: never with anything of a fence, a table or a list,
/// nor above one that is cut. What is gathered is smaller by that much where it would leave no room.
/// The time is linear in the page. Sizes are those of the embedder's own tokens where it can count them.
/// </summary>
public static class Chunker
{
    /// <exception cref="ArgumentOutOfRangeException">A size in the options is out of its bounds.</exception>
    public static ImmutableArray<Chunk> Chunk(MarkdownOutline outline, ChunkingOptions options)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, ChunkingOptions.SmallestMax, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TargetTokens, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.OverlapTokens, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.OverlapTokens, options.MaxTokens / 4, nameof(options));

        if (options.Counter is { } counter)
        {
            return new CountedChunks(outline, options, counter).Cut();
        }

        var chunks = ImmutableArray.CreateBuilder<Chunk>();
        var overlap = new SentenceOverlap(outline.Markdown, options);
        foreach (var draft in Draft(outline, options.TargetWithoutOverlap, options.MaxTokens))
        {
            var (part, heading, _, _, prose) = draft;
            var content = string.Concat(part.Before, outline.Markdown.AsSpan(part.Start, part.End - part.Start), part.After);
            (content, var tokens) = overlap.Add(content, TokenEstimate.Count(content), part, prose);
            chunks.Add(new(chunks.Count, HeadingNode.PathOf(heading), content, part.Start, part.End, tokens) { Fragments = outline.FragmentsOf(part.Start, part.End, content, draft) });
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
