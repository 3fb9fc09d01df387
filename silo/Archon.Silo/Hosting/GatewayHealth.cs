using Archon.Gateway.Health;

namespace Archon.Silo.Hosting;

/// <summary>A gateway alone is ready while it is connected to a silo. It connects again by itself, so it never needs a restart.</summary>
internal sealed class GatewayHealth : INodeHealth
{
    // It listens only once it is connected, so that is what it believes until it hears otherwise.
    private volatile int _silos = 1;

    public string? NotReady => _silos > 0 ? null : "No silo of the cluster can be reached.";

    public string? NotAlive => null;

    /// <summary>Takes in how many silos are connected now.</summary>
    public void Take(GatewayCountChangedEventArgs change) => _silos = change.NumberOfConnectedGateways;
}
