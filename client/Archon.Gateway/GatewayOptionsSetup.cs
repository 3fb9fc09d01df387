using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Archon.Gateway;

/// <summary>Reads <see cref="GatewayOptions"/> from configuration, the host list in either form.</summary>
internal sealed class GatewayOptionsSetup(IConfiguration configuration) : IConfigureOptions<GatewayOptions>
{
    public void Configure(GatewayOptions options)
    {
        var section = configuration.GetSection(GatewayOptions.Section);
        section.Bind(options);

        // An environment variable is one text; the binder only fills lists from numbered keys.
        if (section[nameof(options.AllowedHosts)] is { } joined)
        {
            foreach (var host in joined.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                options.AllowedHosts.Add(host);
            }
        }
    }
}
