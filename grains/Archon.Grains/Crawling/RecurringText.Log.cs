using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class RecurringText
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} leaves out what stands on nearly every page: {Beginning}")]
    private partial void LogLearned(string crawlId, string beginning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What recurs on the pages of crawl {CrawlId} could not be kept; its end does it")]
    private partial void LogNotKept(Exception exception, string crawlId);
}
