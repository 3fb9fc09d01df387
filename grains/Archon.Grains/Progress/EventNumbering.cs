using System.Collections.Immutable;
using Archon.GrainInterfaces.Progress;

namespace Archon.Grains.Progress;

/// <summary>Makes every delivered event say how many it stands for.</summary>
internal static class EventNumbering
{
    /// <summary>Sets <see cref="CrawlProgress.Coalesced"/> from the gap to the event before; pruned ticks leave such gaps.</summary>
    public static ImmutableArray<CrawlProgress> CountGaps(this IEnumerable<CrawlProgress> events, long after)
    {
        var counted = ImmutableArray.CreateBuilder<CrawlProgress>();
        foreach (var progress in events)
        {
            var gap = progress.Sequence - after - 1;
            counted.Add(gap == progress.Coalesced ? progress : progress with { Coalesced = gap });
            after = progress.Sequence;
        }

        return counted.ToImmutable();
    }
}
