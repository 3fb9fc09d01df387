using Archon.Domain.Crawling;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

internal sealed partial class CrawlEnding
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "That crawl {CrawlId} is {Status} could not be written; trying again unless it is taken back")]
    private partial void LogEndFailed(Exception exception, string crawlId, CrawlStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "That crawl {CrawlId} is {Status} could not be written in time and was taken back; whether it was written is unknown: {IsUnknown}")]
    private partial void LogTakenBack(string crawlId, CrawlStatus status, bool isUnknown);

    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} ended: {Status}, {PagesDone} pages")]
    private partial void LogEnded(string crawlId, CrawlStatus status, long pagesDone);
}
