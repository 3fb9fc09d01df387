using Microsoft.Extensions.Logging;

namespace Archon.Grains.Resuming;

internal sealed partial class ResumeGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A running crawl could not be taken up by the reminder")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refresh that is due could not be begun by the reminder")]
    private partial void LogRefreshFailed(Exception exception);
}
