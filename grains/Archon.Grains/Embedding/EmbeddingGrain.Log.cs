using Microsoft.Extensions.Logging;

namespace Archon.Grains.Embedding;

internal sealed partial class EmbeddingGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Chunks of source {SourceId} could not be embedded; trying again in {Pause}")]
    private partial void LogFailed(Exception exception, string sourceId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chunk {ChunkId} of {SourceId} has {Letters} characters, which the embedder refuses; its vector is that of {Kept} of them")]
    private partial void LogShortened(string sourceId, long chunkId, int letters, int kept);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chunk {ChunkId} of {SourceId} is refused by the embedder and has no vector: it is found by its words alone")]
    private partial void LogRefused(Exception exception, string sourceId, long chunkId);
}
