using Microsoft.Extensions.Logging;

namespace Archon.Grains.Embedding;

internal sealed partial class EmbeddingGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Chunks of source {SourceId} could not be embedded; trying again in {Pause}")]
    private partial void LogFailed(Exception exception, string sourceId, TimeSpan pause);
}
