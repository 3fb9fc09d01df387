namespace Archon.Domain.Chunking;

/// <summary>
/// Joins neighbouring whole sections that fit the target together: siblings, or a section and those below it. The chunk then stands under the
/// heading they share. Sections that share none are other subjects and stay apart.
/// </summary>
internal static class SectionMerger
{
    public static IEnumerable<ChunkDraft> Merge(IEnumerable<ChunkDraft> drafts, int targetTokens)
    {
        ChunkDraft? open = null;
        foreach (var next in drafts)
        {
            if (open is { } current)
            {
                open = TryJoin(current, next, targetTokens);
                if (open is not null)
                {
                    continue;
                }

                yield return current;
            }

            open = next;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static ChunkDraft? TryJoin(ChunkDraft current, ChunkDraft next, int targetTokens)
    {
        var tokens = current.Part.Tokens + TokenEstimate.LineBreak + next.Part.Tokens;
        var shared = HeadingNode.CommonOf(current.Heading, next.Heading);
        var isNear = shared is not null ? shared.Depth >= current.OwnDepth - 1 : IsBeforeHeadings(current.Heading) && IsBeforeHeadings(next.Heading);
        if (!isNear || tokens > targetTokens || !current.IsWhole || !next.IsWhole || current.Part.After.Length > 0 || next.Part.Before.Length > 0)
        {
            return null;
        }

        return current with { Part = next.Part with { Start = current.Part.Start, Tokens = tokens, Before = current.Part.Before }, Heading = shared };
    }

    // Before the first heading there may be terms all the same.
    private static bool IsBeforeHeadings(HeadingNode? heading) => HeadingNode.SectionOf(heading) is null;
}
