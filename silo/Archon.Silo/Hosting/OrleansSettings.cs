using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>How the silo joins a cluster. Section <c>Archon:Orleans</c>.</summary>
public sealed class OrleansSettings
{
    /// <summary>Port other silos reach this one at, 0 to 65,535; 0 takes a free one. Default: 11,111 in a cluster, 0 for the embedded node.</summary>
    [Range(0, 65_535)]
    public int? SiloPort { get; set; }

    /// <summary>
    /// Port Orleans clients, which gateways are, reach this silo at, 0 to 65,535; 0 opens none. Default: 30,000 in a cluster, 0 for the embedded node.
    /// </summary>
    [Range(0, 65_535)]
    public int? GatewayPort { get; set; }

    /// <summary>Name of the cluster, up to 150 characters. One database is one cluster: it remembers the name, and a node with another does not start. Default: archon; an embedded node has one of its own.</summary>
    [MaxLength(150, ErrorMessage = "The field {0} may have 150 characters at most.")]
    public string? ClusterId { get; set; }

    /// <summary>
    /// Name of the silo in logs and in the table of members, up to 150 characters; in Kubernetes the pod's. It need not be unique: an address is. Default: the
    /// machine's name.
    /// </summary>
    [MaxLength(150, ErrorMessage = "The field {0} may have 150 characters at most.")]
    public string? SiloName { get; set; }

    /// <summary>
    /// IP address at which other nodes reach this one, as its pod's in Kubernetes; a loopback address is listened at alone, any other on all
    /// interfaces. Not for the embedded node. Default: the first address of this machine that is not loopback.
    /// </summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>How soon a silo that does not answer is given up. Section <c>Archon:Orleans:Membership</c>.</summary>
    [ValidateObjectMembers]
    public MembershipSettings Membership { get; set; } = new();

    /// <summary>All that check these settings.</summary>
    internal static ImmutableArray<IValidateOptions<OrleansSettings>> Validators(IConfiguration archon) =>
    [
        new OrleansSettingsValidator(),
        new ClusterNameValidator(),
        new PortsValidator(!string.IsNullOrWhiteSpace(archon["Postgres:ConnectionString"])),
        new AdvertisedAddressValidator(),
        new MembershipBoundsValidator(),
    ];

    /// <summary>What configuration says, checked: Orleans is set up before the options are.</summary>
    /// <exception cref="OptionsValidationException">A value is out of its bounds.</exception>
    internal static OrleansSettings Read(IConfiguration archon)
    {
        var settings = archon.GetSection("Orleans").Get<OrleansSettings>() ?? new OrleansSettings();
        var failures = Validators(archon).Select(validator => validator.Validate(null, settings)).Where(result => result.Failed).SelectMany(result => result.Failures ?? []).ToList();
        return failures.Count == 0 ? settings : throw new OptionsValidationException("Archon:Orleans", typeof(OrleansSettings), failures);
    }
}

[OptionsValidator]
internal sealed partial class OrleansSettingsValidator : IValidateOptions<OrleansSettings>;
