using Archon.Domain.Chunking;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Processing;

/// <summary>How documents are cut on this node: as its embedder needs it, with the overlap that the settings say.</summary>
internal sealed class PageChunking(IEmbedder embedder, IOptions<CpuOptions> options)
{
    /// <summary>The same as long as the node runs.</summary>
    public ChunkingOptions Options { get; } =
        embedder.Chunking with { OverlapTokens = Math.Min(options.Value.OverlapTokens, embedder.Chunking.MaxTokens / 4) };
}
