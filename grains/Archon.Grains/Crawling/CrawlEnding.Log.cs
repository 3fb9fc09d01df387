using Archon.Domain.Crawling;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlEnding
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of crawl {CrawlId} could not be written; trying again")]
    private partial void LogEndFailed(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody answered crawl {CrawlId} whether its chunks have their vectors; asking again")]
    private partial void LogDrainedAgain(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} ended: {Status}, {PagesDone} pages")]
    private partial void LogEnded(string crawlId, CrawlStatus status, long pagesDone);
}
