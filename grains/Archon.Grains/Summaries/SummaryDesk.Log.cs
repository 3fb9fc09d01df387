using Microsoft.Extensions.Logging;

namespace Archon.Grains.Summaries;

internal sealed partial class SummaryDesk
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A summary of source {SourceId} could not be written; trying it again in {Pause}")]
    private partial void LogTriedAgain(Exception exception, string sourceId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A summary of source {SourceId} (code example {ExampleId}, 0 for its own) fails while others do not; it is tried again later")]
    private partial void LogPutOff(Exception exception, string sourceId, long exampleId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chat model writes no summary of source {SourceId} for code example {ExampleId} (0: its own); one made of its page stands in its place")]
    private partial void LogRefused(Exception? exception, string sourceId, long exampleId);
}
