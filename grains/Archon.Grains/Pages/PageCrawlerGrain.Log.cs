using Microsoft.Extensions.Logging;

namespace Archon.Grains.Pages;

internal sealed partial class PageCrawlerGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Page {PageId} of crawl {CrawlId} could not be stored; trying again in {Pause}")]
    private partial void LogNotStored(Exception exception, long pageId, string crawlId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The page of {Url} is stored, but what was handed in for crawl {CrawlId} could not be deleted; it will be later")]
    private partial void LogNotForgotten(Exception exception, string url, string crawlId);
}
