using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Pages;

namespace Archon.Grains.Pages;

/// <summary>Counters as a message and back.</summary>
internal static class CounterMessages
{
    public static CrawlTotals ToTotals(CrawlCounters counters) => new()
    {
        PagesDiscovered = counters.PagesDiscovered,
        PagesDone = counters.PagesDone,
        PagesFailed = counters.PagesFailed,
        PagesSkipped = counters.PagesSkipped,
        LinksRefused = counters.LinksRefused,
        ChunksStored = counters.ChunksStored,
        ChunksEmbedded = counters.ChunksEmbedded,
        CodeExamples = counters.CodeExamples,
        PagesAdded = counters.PagesAdded,
        PagesChanged = counters.PagesChanged,
        PagesUnchanged = counters.PagesUnchanged,
        PagesRemoved = counters.PagesRemoved,
    };

    /// <summary>The larger of each number: commits of several lanes may report out of order, and no count ever falls.</summary>
    public static CrawlCounters Advance(this CrawlCounters counters, CrawlTotals totals) => new()
    {
        PagesDiscovered = Math.Max(counters.PagesDiscovered, totals.PagesDiscovered),
        PagesDone = Math.Max(counters.PagesDone, totals.PagesDone),
        PagesFailed = Math.Max(counters.PagesFailed, totals.PagesFailed),
        PagesSkipped = Math.Max(counters.PagesSkipped, totals.PagesSkipped),
        LinksRefused = Math.Max(counters.LinksRefused, totals.LinksRefused),
        ChunksStored = Math.Max(counters.ChunksStored, totals.ChunksStored),
        ChunksEmbedded = Math.Max(counters.ChunksEmbedded, totals.ChunksEmbedded),
        CodeExamples = Math.Max(counters.CodeExamples, totals.CodeExamples),
        PagesAdded = Math.Max(counters.PagesAdded, totals.PagesAdded),
        PagesChanged = Math.Max(counters.PagesChanged, totals.PagesChanged),
        PagesUnchanged = Math.Max(counters.PagesUnchanged, totals.PagesUnchanged),
        PagesRemoved = Math.Max(counters.PagesRemoved, totals.PagesRemoved),
    };
}
