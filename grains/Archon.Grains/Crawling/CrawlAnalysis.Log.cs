using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlAnalysis
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Url} could not be read for crawl {CrawlId} at try {Try}; trying again")]
    private partial void LogFileReadAgain(Exception exception, string url, string crawlId, int @try);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seed of crawl {CrawlId} could not be analysed; trying again")]
    private partial void LogTriedAgain(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The seed of crawl {CrawlId} could not be analysed; the crawl goes on with its links")]
    private partial void LogFailed(Exception exception, string crawlId);
}
