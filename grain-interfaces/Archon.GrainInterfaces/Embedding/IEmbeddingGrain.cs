using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Embedding;

/// <summary>Gives every stored chunk of a source its vector, from the durable backlog, in batches across pages. Key: source id.</summary>
[Alias("archon.embedding"), GrainInterfaceType("archon.embedding")]
public interface IEmbeddingGrain : IGrainWithStringKey
{
    /// <summary>Says that the backlog may have grown; returns at once, the work goes on by itself.</summary>
    [Alias("nudge"), AlwaysInterleave]
    Task NudgeAsync();

    /// <summary>Completes when the backlog, as it was at the call, is empty.</summary>
    [Alias("drain"), AlwaysInterleave, ResponseTimeout("01:00:00")]
    Task DrainAsync(CancellationToken cancellationToken);
}
