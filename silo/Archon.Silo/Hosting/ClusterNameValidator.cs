using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>A cluster without a name is none; one that is not configured has the default.</summary>
internal sealed class ClusterNameValidator : IValidateOptions<OrleansSettings>
{
    public ValidateOptionsResult Validate(string? name, OrleansSettings options) => options.ClusterId is { } cluster && string.IsNullOrWhiteSpace(cluster)
        ? ValidateOptionsResult.Fail($"Archon:Orleans:ClusterId is empty; give the cluster a name, such as {ClusterSetup.DefaultClusterId}, or leave the setting out.")
        : ValidateOptionsResult.Success;
}
