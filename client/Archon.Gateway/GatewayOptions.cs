using System.ComponentModel.DataAnnotations;

namespace Archon.Gateway;

/// <summary>Section <c>Archon:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Archon:Gateway";

    /// <summary>In <see cref="AllowedHosts"/>: whatever the caller calls it.</summary>
    internal const string AnyHost = "*";

    /// <summary>
    /// IP address that <c>archon serve</c> listens at; 0.0.0.0 or :: for all. Any but a loopback address opens the gateway, which has no
    /// passwords, to the network. Default: 127.0.0.1.
    /// </summary>
    [Required]
    public string ListenAddress { get; set; } = "127.0.0.1";

    /// <summary>
    /// Everybody who reaches a gateway that is open to the network is trusted with what the operator allowed to every crawl of this node
    /// (<c>Archon:Fetching:AllowPrivateNetworks</c>). Default: false, and a node with both does not start.
    /// </summary>
    public bool TrustNetwork { get; set; }

    /// <summary>
    /// How long a node that was told to stop goes on answering, while /readyz already says no: time for a load balancer to notice. 0 to 5 minutes.
    /// Default: 0.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; set; }

    /// <summary>
    /// Host names, without scheme or path, that callers may use for the gateway, besides localhost, 127.0.0.1 and [::1], and any IP address when it is open
    /// to the network; * for any name. In configuration a list, or one text separated by commas. Default: none.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Most bytes of one request that hands documents in (POST /api/documents), 1,024 to 1,073,741,824; as many requests as processors are read at a
    /// time, and the others wait. Default: 32 MB (33,554,432).
    /// </summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxUploadBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Silence after which a reader of events gets a heartbeat. Default: 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time a reader of events has to take one event; then it is dropped. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteDeadline { get; set; } = TimeSpan.FromSeconds(30);
}
