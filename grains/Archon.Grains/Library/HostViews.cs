using Archon.GrainInterfaces.Hosts;
using Archon.Ports.Storage;

namespace Archon.Grains.Library;

/// <summary>Hosts as people see them: as their grains say, or as they were kept when a grain does not answer.</summary>
internal static class HostViews
{
    public static async Task<HostState> AskAsync(IGrainFactory grains, HostRecord record, int ceiling, CancellationToken cancellationToken)
    {
        try
        {
            // The grain's own time is that of the question; when the host was asked last is what was kept.
            return await grains.GetGrain<IHostGrain>(record.Origin).GetStateAsync(cancellationToken) with { UpdatedAt = record.UpdatedAt };
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return Kept(record, ceiling);
        }
    }

    private static HostState Kept(HostRecord record, int ceiling) => new()
    {
        Origin = record.Origin,
        Limit = Math.Clamp((int)record.Limit, 1, ceiling),
        Ceiling = ceiling,
        DelaySeconds = record.Delay.TotalSeconds,
        HeldUntil = record.HeldUntil,
        Backoff = record.Backoff,
        LastStatus = record.LastStatus,
        Requests = record.Requests,
        UpdatedAt = record.UpdatedAt,
    };
}
