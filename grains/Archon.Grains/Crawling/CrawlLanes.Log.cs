using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlLanes
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Url} of crawl {CrawlId} could not be handed to a lane (try {Tries}); trying again")]
    private partial void LogPageTriedAgain(Exception exception, string url, string crawlId, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer crawl {CrawlId}; trying again")]
    private partial void LogNotGivenUp(Exception exception, string crawlId);
}
