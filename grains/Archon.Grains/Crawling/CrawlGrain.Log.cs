using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} of {Url} started")]
    private partial void LogStarted(string crawlId, string url);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Crawl {CrawlId} could not be read; whatever is asked of it reads it again")]
    private partial void LogNotRead(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Crawl {CrawlId} could not be taken up; trying again in {Pause}")]
    private partial void LogNotBegun(Exception exception, string crawlId, TimeSpan pause);
}
