using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>How the silo joins a cluster. Section <c>Archon:Orleans</c>.</summary>
public sealed class OrleansSettings
{
    /// <summary>Port other silos reach this one at, 0 to 65,535; 0 takes a free one. Default: 0 for the embedded node.</summary>
    [Range(0, 65_535)]
    public int SiloPort { get; set; }

    /// <summary>Port Orleans clients reach this silo at, 0 to 65,535; 0 opens none. Default: 0 for the embedded node.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; }

    /// <summary>Name of the cluster. Default: one of its own for every embedded node.</summary>
    [MaxLength(150)]
    public string? ClusterId { get; set; }
}

[OptionsValidator]
internal sealed partial class OrleansSettingsValidator : IValidateOptions<OrleansSettings>;
