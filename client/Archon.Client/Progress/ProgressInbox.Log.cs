using Microsoft.Extensions.Logging;

namespace Archon.Client.Progress;

internal sealed partial class ProgressInbox
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A late subscription to crawl {CrawlId} was never registered")]
    private partial void LogNotSubscribed(Exception exception, string crawlId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The subscription to crawl {CrawlId} could not be given back")]
    private partial void LogNotUnsubscribed(Exception exception, string crawlId);
}
