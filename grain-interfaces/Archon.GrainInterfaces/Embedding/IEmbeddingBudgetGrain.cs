using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Embedding;

/// <summary>What may be sent to the embedder, counted once for the whole cluster. Key: model.</summary>
/// <remarks>It remembers nothing on disk: after its silo's death it begins with a full allowance, and the server's next answer puts it right.</remarks>
[Alias("archon.embedding-budget"), GrainInterfaceType("archon.embedding-budget")]
public interface IEmbeddingBudgetGrain : IGrainWithStringKey
{
    /// <summary>Takes a request; zero: send it. Else nothing is taken, and this is how long to wait before asking again.</summary>
    [Alias("take"), ResponseTimeout("00:00:15")]
    Task<TimeSpan> TakeAsync(EmbeddingRequest request);

    /// <summary>Counts a request that was not asked for.</summary>
    [Alias("count"), OneWay]
    Task CountAsync(EmbeddingRequest request);

    /// <summary>What the server said of its limits.</summary>
    [Alias("learn"), OneWay]
    Task LearnAsync(EmbedderLimits limits);
}
