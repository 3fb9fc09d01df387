using System.Net;
using System.Security.Cryptography;

namespace Archon.Fetching.Rendering;

/// <summary>Where a tab's proxy listens, and what it asks of who comes.</summary>
/// <param name="Address">The address.</param>
/// <param name="Password">What a browser must say; null when being on this machine is enough.</param>
internal sealed record ProxyPlace(IPAddress Address, string? Password)
{
    /// <summary>The user that goes with a password.</summary>
    public const string User = "archon";

    /// <summary>For a browser that this process started.</summary>
    public static ProxyPlace Near { get; } = new(IPAddress.Loopback, Password: null);

    /// <summary>For a browser that runs elsewhere: others reach that address too, so each tab has a password of its own.</summary>
    public static ProxyPlace Far(IPAddress address) => new(address, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
}
