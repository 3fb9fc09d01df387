using Microsoft.Extensions.Logging;

namespace Archon.Grains.Summaries;

internal sealed partial class SummaryGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Summaries of source {SourceId} could not be written; trying again in {Pause}")]
    private partial void LogFailed(Exception exception, string sourceId, TimeSpan pause);
}
