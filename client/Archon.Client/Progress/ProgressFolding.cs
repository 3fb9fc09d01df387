using Archon.GrainInterfaces.Progress;

namespace Archon.Client.Progress;

/// <summary>Makes a stretch of events shorter for a reader that is behind, without losing anything a person would miss.</summary>
internal static class ProgressFolding
{
    /// <summary>
    /// Keeps every event that is not a tick, and of neighbouring ticks the newest. Each kept event counts what it stands for,
    /// so a stretch without a gap stays one: number − number delivered before − 1 = <see cref="CrawlProgress.Coalesced"/>.
    /// </summary>
    public static List<CrawlProgress> Fold(IReadOnlyList<CrawlProgress> events)
    {
        var kept = new List<CrawlProgress>();
        var folded = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            var current = events[i];
            if (current.IsTick && i + 1 < events.Count && events[i + 1].IsTick)
            {
                folded += current.Coalesced + 1;
                continue;
            }

            kept.Add(folded == 0 ? current : current with { Coalesced = current.Coalesced + folded });
            folded = 0;
        }

        return kept;
    }
}
