using Microsoft.Extensions.Logging;

namespace Archon.Silo.Resuming;

internal sealed partial class ResumeService
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Running crawls could not be looked for; the next sweep tries again")]
    private partial void LogSweepFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A running crawl could not be taken up; the next sweep tries again")]
    private partial void LogCrawlFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refresh that is due could not be begun; the next sweep tries again")]
    private partial void LogRefreshFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chunks without a vector could not be seen to; trying again soon")]
    private partial void LogDrainFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What has no summary could not be seen to; trying again soon")]
    private partial void LogSummariesFailed(Exception exception);
}
