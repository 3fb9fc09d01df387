using System.ComponentModel.DataAnnotations;

namespace Archon.Gateway;

/// <summary>Section <c>Archon:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Archon:Gateway";

    /// <summary>
    /// Host names, without scheme or path, that a browser may use for a gateway that listens on loopback only, besides localhost,
    /// 127.0.0.1 and [::1]; in configuration a list, or one text separated by commas. Default: none.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Silence after which a reader of events gets a heartbeat. Default: 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time a reader of events has to take one event; then it is dropped. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteDeadline { get; set; } = TimeSpan.FromSeconds(30);
}
