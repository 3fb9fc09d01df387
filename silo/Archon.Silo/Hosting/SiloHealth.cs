using Archon.Gateway.Health;

namespace Archon.Silo.Hosting;

/// <summary>A node with a silo is ready while its silo is an active member that did not just stand still, and past help once the cluster has declared it dead.</summary>
internal sealed class SiloHealth(ISiloStatusOracle silo, StandstillWatch? standstill) : INodeHealth
{
    public string? NotReady => silo.CurrentStatus switch
    {
        SiloStatus.Active => standstill?.NotReady,
        SiloStatus.None or SiloStatus.Created or SiloStatus.Joining => $"The silo is joining the cluster ({silo.CurrentStatus}).",
        SiloStatus.ShuttingDown or SiloStatus.Stopping => $"The silo is leaving the cluster ({silo.CurrentStatus}).",
        var status => $"The silo is not a member of the cluster ({status}).",
    };

    /// <summary>Orleans ends such a process by itself; should that hang, the probe's owner does.</summary>
    public string? NotAlive => silo.CurrentStatus == SiloStatus.Dead
        ? "The cluster has declared this silo dead; only a new process can join again."
        : null;
}
