using Archon.Ports.Embedding;
using Archon.Ports.Reranking;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Hosting;

/// <summary>What a test wants other than usual.</summary>
internal sealed record ClusterParts
{
    /// <summary>Silos. Default: 1.</summary>
    public short Silos { get; init; } = 1;

    /// <summary>Stands before the real fetcher; null for the real one alone.</summary>
    public ScriptedFetcher? Fetcher { get; init; }

    /// <summary>The embedder; null for the local one.</summary>
    public IEmbedder? Embedder { get; init; }

    /// <summary>The re-ranker; null for none.</summary>
    public IReranker? Reranker { get; init; }

    /// <summary>Further services and options of each silo.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
