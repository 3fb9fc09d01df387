namespace Archon.Domain.Crawling;

/// <summary>When a crawl that gets nothing stops: with its first pages all failed, the rest of the site would fail as well.</summary>
public static class HopelessCrawl
{
    /// <summary>Failed pages, and none stored, after which a crawl stops.</summary>
    public const int Pages = 20;

    /// <summary>True when so many pages have failed and none was ever stored.</summary>
    public static bool Is(CrawlCounters counters) => counters is { PagesDone: 0, PagesFailed: >= Pages };

    /// <summary>What happened, the most frequent reason first.</summary>
    /// <param name="failures">How many pages failed for which reason.</param>
    /// <param name="skipped">Pages that answered, and that a rule left out.</param>
    public static string Sentence(IEnumerable<(PageReason Reason, long Count)> failures, long skipped)
    {
        var sorted = failures.OrderByDescending(failure => failure.Count).ThenBy(failure => failure.Reason).ToList();
        var total = sorted.Sum(failure => failure.Count);
        var reasons = string.Join(", ", sorted.Select(failure => $"{failure.Count} x {failure.Reason.ToName()}"));
        return skipped == 0
            ? $"The first {total} pages all failed: {reasons}."
            : $"{total} pages failed and none could be stored: {reasons}.";
    }
}
