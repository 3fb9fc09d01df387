using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Summaries;

/// <summary>Has a chat model write the summaries of a source's code examples, and its own, from the durable backlog. Key: source id.</summary>
/// <remarks>Without a chat model it does nothing and is always drained.</remarks>
[Alias("archon.summaries"), GrainInterfaceType("archon.summaries")]
public interface ISummaryGrain : IGrainWithStringKey
{
    /// <summary>Says that examples may have been stored; returns at once, the work goes on by itself.</summary>
    [Alias("nudge"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<SummaryProgress> NudgeAsync();

    /// <summary>
    /// Waits until all that there is, as it was when it was asked <paramref name="anew"/>, has its summary, the source too. Answers after five seconds at the latest;
    /// who is not told that it is drained asks again, and not anew.
    /// </summary>
    [Alias("drain-for-a-while"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<SummaryProgress> DrainAsync(bool anew, CancellationToken cancellationToken);

    /// <summary>Ends what is under way, at once: the requests to the model too. Whoever nudges or drains later begins again.</summary>
    [Alias("halt"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task HaltAsync();
}
