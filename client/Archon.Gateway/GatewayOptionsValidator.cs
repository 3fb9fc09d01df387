using Microsoft.Extensions.Options;

namespace Archon.Gateway;

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;

/// <summary>What a range cannot say: an allowed host is a name and nothing else.</summary>
internal sealed class AllowedHostsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var wrong = options.AllowedHosts.FirstOrDefault(host => Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown);
        return wrong is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{GatewayOptions.Section}:{nameof(options.AllowedHosts)} holds '{wrong}', which is not a host name. Give names such as archon.example.org, without scheme, port or path.");
    }
}
