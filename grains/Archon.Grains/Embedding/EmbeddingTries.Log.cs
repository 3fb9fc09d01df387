using Microsoft.Extensions.Logging;

namespace Archon.Grains.Embedding;

internal sealed partial class EmbeddingTries
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A batch of source {SourceId} could not be embedded; trying it again in {Pause}")]
    private partial void LogTriedAgain(Exception exception, string sourceId, TimeSpan pause);
}
