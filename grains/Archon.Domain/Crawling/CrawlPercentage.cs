namespace Archon.Domain.Crawling;

/// <summary>How far a crawl is, from its counts.</summary>
public static class CrawlPercentage
{
    private const double PagesWeight = 95;
    private const double EmbeddingWeight = 4;
    private const double MostBeforeTheEnd = 99.9;
    private const double MostWithOnlyTheSeed = 1;

    /// <summary>
    /// 0 to 100, rounded to one decimal, never less than before. Pages weigh 95 %, their embedding 4 %, and 100 is reached only
    /// by completing. While only the seed is known nothing can be said about the whole: at most 1.
    /// </summary>
    /// <param name="counters">What has been counted.</param>
    /// <param name="maxPages">Pages to keep; failed and skipped ones do not use it up.</param>
    /// <param name="complete">True when the crawl ended as <see cref="CrawlStatus.Complete"/>.</param>
    /// <param name="previous">The last answer; 0 at first.</param>
    public static double Compute(CrawlCounters counters, int maxPages, bool complete, double previous)
    {
        ArgumentNullException.ThrowIfNull(counters);
        if (complete)
        {
            return 100;
        }

        var computed = Math.Round(PagesShare(counters, maxPages) * (PagesWeight + (EmbeddingWeight * EmbeddedShare(counters))), 1);
        var most = counters.PagesDiscovered <= 1 ? MostWithOnlyTheSeed : MostBeforeTheEnd;
        var floor = double.IsNaN(previous) ? 0 : Math.Clamp(previous, 0, MostBeforeTheEnd);
        return Math.Max(Math.Clamp(computed, 0, most), floor);
    }

    private static double PagesShare(CrawlCounters counters, int maxPages)
    {
        var notKept = counters.PagesFailed + counters.PagesSkipped;
        var target = Math.Min(counters.PagesDiscovered, maxPages + notKept);
        return target <= 0 ? 0 : Math.Min(1.0, (double)(counters.PagesDone + notKept) / target);
    }

    /// <summary>
    /// Of the chunks there are so far, hence weighed by the pages there are so far: else the first page's chunks, embedded at
    /// once, would show as 4 %.
    /// </summary>
    private static double EmbeddedShare(CrawlCounters counters) =>
        counters.ChunksStored <= 0 ? 1 : Math.Min(1.0, (double)counters.ChunksEmbedded / counters.ChunksStored);
}
