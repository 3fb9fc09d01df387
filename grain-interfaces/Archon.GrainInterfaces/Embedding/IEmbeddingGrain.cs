using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Embedding;

/// <summary>Gives every stored chunk of a source its vector, from the durable backlog, in batches across pages. Key: source id.</summary>
[Alias("archon.embedding"), GrainInterfaceType("archon.embedding")]
public interface IEmbeddingGrain : IGrainWithStringKey
{
    /// <summary>Says that the backlog may have grown; returns at once, the work goes on by itself.</summary>
    [Alias("nudge"), AlwaysInterleave]
    Task NudgeAsync();

    /// <summary>
    /// Waits until the backlog, as it was at the call, is empty; true when it is. Answers after five seconds at the latest, and false means: ask
    /// again. No answer within the time-out is a lost message.
    /// </summary>
    [Alias("drain-for-a-while"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<bool> DrainAsync(CancellationToken cancellationToken);

    /// <summary>Why there are no vectors at the moment, a sentence; null when nothing is wrong. The work goes on by itself.</summary>
    [Alias("read-trouble"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<string?> ReadTroubleAsync();
}
