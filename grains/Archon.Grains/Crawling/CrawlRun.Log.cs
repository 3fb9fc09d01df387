using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlRun
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer crawl {CrawlId}; trying again")]
    private partial void LogClaimFailed(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages of crawl {CrawlId} could not be put back; the next epoch does it")]
    private partial void LogNotReleased(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chunks of crawl {CrawlId} could not be announced for embedding; the next tick does it")]
    private partial void LogNotNudged(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} is no longer epoch {Epoch}'s; this activation falls silent")]
    private partial void LogAbandoned(string crawlId, long epoch);
}
