using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} of {Url} started")]
    private partial void LogStarted(string crawlId, string url);
}
