using System.Net;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>What an attribute cannot say: the advertised address is one, and one that others can dial.</summary>
internal sealed class AdvertisedAddressValidator : IValidateOptions<OrleansSettings>
{
    public ValidateOptionsResult Validate(string? name, OrleansSettings options) =>
        options.AdvertisedAddress is not { Length: > 0 } text
        || (IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Archon:Orleans:AdvertisedAddress is '{text}'; give an IP address of this machine that the other nodes can reach, such as 10.0.0.7.");
}
