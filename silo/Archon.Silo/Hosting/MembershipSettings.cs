using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>
/// How soon a silo that does not answer is given up. Section <c>Archon:Orleans:Membership</c>. Measured: with these defaults a crawl whose silo was
/// killed is fetching again after 2.3 s, and after 12 to 14 s when it was frozen; with Orleans' own after 12.6 and 68 s. Every value
/// must be the same on all silos.
/// </summary>
public sealed class MembershipSettings
{
    /// <summary>
    /// How often a silo asks another whether it lives, and how long it waits for the answer at first. 1 to 30 seconds. Shorter finds a death sooner, and takes
    /// a long pause (a full garbage collection, a machine short of CPU) for one. Default: 1.5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// The longest that waiting for an answer grows to while answers are slow. 1 to 120 seconds, not below <see cref="ProbeTimeout"/>. It bounds how
    /// late a frozen silo is found: this, times <see cref="MissedProbes"/>, and a little. Longer forgives a network that is slow for all. Default: 4 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan MaxProbeTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Unanswered probes in a row that make a silo suspect, 1 to 20. Fewer finds a death sooner and believes one lost packet more. Default: 3.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>
    /// Silos that must suspect another before it is declared dead, 1 to 10; never more than are left. One is sooner, and lets a single silo whose own
    /// network is ill expel healthy ones. Default: 2.
    /// </summary>
    [Range(1, 10)]
    public int Votes { get; set; } = 2;

    /// <summary>
    /// How often a silo writes to the database that it lives, 1 to 60 seconds. One whose last three signs are missing counts no vote any more, and those that
    /// start do not wait for it: so this, three times, is how long a cluster that lost most of its silos at once, or all, stays away. It also bounds how
    /// far the clocks of silos may differ. Each sign is one update of one row. Default: 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan SignOfLife { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a gateway asks which silos there are, 1 second to 5 minutes. It bounds how long a gateway keeps calling through a silo that froze; each
    /// asking is one query. Default: 10 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class MembershipSettingsValidator : IValidateOptions<MembershipSettings>;
