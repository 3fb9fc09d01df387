using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlAccount
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer crawl {CrawlId}; trying again")]
    private partial void LogNoAnswer(Exception exception, string crawlId);
}
