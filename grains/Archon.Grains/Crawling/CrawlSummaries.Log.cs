using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlSummaries
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody answered crawl {CrawlId} whether everything has its summary; asking again")]
    private partial void LogDrainedAgain(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody could be told that crawl {CrawlId} was stopped and wants no more summaries; the batch under way is their last")]
    private partial void LogNotHalted(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody could be told that crawl {CrawlId} has new code examples; the next tick tells again")]
    private partial void LogNotNudged(Exception exception, string crawlId);
}
