using System.Net;
using Microsoft.Extensions.Options;

namespace Archon.Gateway;

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;

/// <summary>What a range cannot say: an allowed host is a name and nothing else.</summary>
internal sealed class AllowedHostsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var wrong = options.AllowedHosts.FirstOrDefault(host => host != GatewayOptions.AnyHost && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown);
        return wrong is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{GatewayOptions.Section}:{nameof(options.AllowedHosts)} holds '{wrong}', which is not a host name. Give names such as archon.example.org, without scheme, port or path.");
    }
}

/// <summary>What a gateway listens at is an address: a name may be several, or somebody else's.</summary>
internal sealed class ListenAddressValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) => IPAddress.TryParse(options.ListenAddress, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"{GatewayOptions.Section}:{nameof(options.ListenAddress)} is '{options.ListenAddress}'; give an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.");
}
