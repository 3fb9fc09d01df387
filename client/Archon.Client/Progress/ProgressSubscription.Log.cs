using Microsoft.Extensions.Logging;

namespace Archon.Client.Progress;

internal sealed partial class ProgressSubscription
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Crawl {CrawlId} has been silent after event {Sequence}; asking its journal")]
    private partial void LogSilent(string crawlId, long sequence);

    [LoggerMessage(Level = LogLevel.Information, Message = "The progress of crawl {CrawlId} cannot be read now, trying again: {Problem}")]
    private partial void LogUnavailable(string crawlId, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Crawl {CrawlId} cannot be subscribed to now; its journal is read instead: {Problem}")]
    private partial void LogNotSubscribed(string crawlId, string problem);
}
