using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlVectors
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody answered crawl {CrawlId} whether its chunks have their vectors; asking again")]
    private partial void LogDrainedAgain(Exception exception, string crawlId);
}
