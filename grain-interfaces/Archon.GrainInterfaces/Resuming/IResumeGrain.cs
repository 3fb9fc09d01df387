namespace Archon.GrainInterfaces.Resuming;

/// <summary>
/// The last resort of a cluster: an Orleans reminder that takes running crawls up, and begins refreshes that are due, when nobody else does. Key: 0.
/// </summary>
[Alias("archon.resume"), GrainInterfaceType("archon.resume")]
public interface IResumeGrain : IGrainWithIntegerKey
{
    /// <summary>Sees that the reminder is there; it outlives every silo. Returns when it is durable.</summary>
    [Alias("watch")]
    Task WatchAsync(CancellationToken cancellationToken);
}
