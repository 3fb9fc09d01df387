using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class FailedPages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed pages of crawl {CrawlId} could not be put back; trying again")]
    private partial void LogNotPutBack(Exception exception, string crawlId);
}
