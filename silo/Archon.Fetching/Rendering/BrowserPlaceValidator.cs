using System.Net;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Rendering;

/// <summary>What attributes cannot say of a browser that runs elsewhere.</summary>
internal sealed class BrowserPlaceValidator : IValidateOptions<BrowserOptions>
{
    private const string Section = BrowserOptions.Section;

    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeWs, Uri.UriSchemeWss];

    public ValidateOptionsResult Validate(string? name, BrowserOptions options)
    {
        if (options.Endpoint is { } endpoint && !(endpoint.IsAbsoluteUri && Schemes.Contains(endpoint.Scheme)))
        {
            return ValidateOptionsResult.Fail(
                $"{Section}:{nameof(options.Endpoint)} is '{endpoint}'; it must be where a browser speaks the Chrome DevTools Protocol, such as http://browser:9222.");
        }

        return IPAddress.TryParse(options.ProxyAddress, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{Section}:{nameof(options.ProxyAddress)} is '{options.ProxyAddress}'; it must be an IP address of this node that the browser can reach, such as 10.0.0.7.");
    }
}
