using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>Silos and Orleans clients have a port each. With one for both Orleans would try in vain, and say nothing.</summary>
internal sealed class PortsValidator(bool cluster) : IValidateOptions<OrleansSettings>
{
    public ValidateOptionsResult Validate(string? name, OrleansSettings options)
    {
        var silo = options.SiloPort ?? (cluster ? ClusterPorts.Silo : 0);
        var gateway = options.GatewayPort ?? (cluster ? ClusterPorts.Gateway : 0);
        return silo == gateway && silo != 0
            ? ValidateOptionsResult.Fail(
                $"Archon:Orleans:GatewayPort is {gateway}, and so is Archon:Orleans:SiloPort; give each a port of its own, such as {ClusterPorts.Gateway} and {ClusterPorts.Silo}.")
            : ValidateOptionsResult.Success;
    }
}
