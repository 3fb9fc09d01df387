namespace Archon.Gateway.Health;

/// <summary>That the node was told to stop: from then on it is not ready, and what it is asked all the same it still answers.</summary>
public sealed class GatewayDrain
{
    private volatile bool _begun;

    /// <summary>True from <see cref="Begin"/> on.</summary>
    public bool HasBegun => _begun;

    /// <summary>Says so to whoever asks /readyz. There is no way back.</summary>
    public void Begin() => _begun = true;
}
