using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Archon.Gateway.Safety;

/// <summary>Puts the gateway's middleware before the host's own, so that no host can forget it.</summary>
internal sealed class GatewayStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<SafetyMiddleware>();
        app.UseMiddleware<AddressLimit>();
        next(app);
    };
}
