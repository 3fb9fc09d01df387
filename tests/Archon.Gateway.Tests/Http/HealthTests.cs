using System.Net;
using Archon.Gateway.Health;
using Archon.Gateway.Tests.Hosting;
using Archon.Gateway.Tests.Scripted;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Gateway.Tests.Http;

/// <summary>What probes are told: the node's own word, whatever the rest of the cluster does.</summary>
public sealed class HealthTests : GatewayTest
{
    [Fact]
    public async Task ANodeThatJoins_IsAliveAndNotReady()
    {
        await using var host = await StartAsync(new Said { NotReady = "The silo is joining." });

        Assert.Equal("ok", (await ReadAsync(await host.Http.GetAsync("/healthz", Token), HttpStatusCode.OK)).GetProperty("status").GetString());
        var problem = await ReadAsync(await host.Http.GetAsync("/readyz", Token), HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The silo is joining.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task ANodeThatIsPastHelp_IsNotAlive()
    {
        await using var host = await StartAsync(new Said { NotAlive = "Declared dead." });

        var problem = await ReadAsync(await host.Http.GetAsync("/healthz", Token), HttpStatusCode.ServiceUnavailable);

        Assert.Equal("Declared dead.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task ANodeThatStops_IsNotReadyAndAnswersOn()
    {
        await GetAsync("/readyz");
        Host.Services.GetRequiredService<GatewayDrain>().Begin();

        var problem = await GetAsync("/readyz", HttpStatusCode.ServiceUnavailable);

        Assert.Equal("The node was told to stop.", problem.GetProperty("detail").GetString());
        await GetAsync("/healthz");
        await GetAsync("/api/crawls");
    }

    [Fact]
    public async Task AClusterThatCannotAnswer_ChangesNoProbe()
    {
        Archon.Unavailable = true;

        await GetAsync("/api/crawls", HttpStatusCode.ServiceUnavailable);
        await GetAsync("/healthz");
        await GetAsync("/readyz");
    }

    private static Task<GatewayHost> StartAsync(INodeHealth health) =>
        GatewayHost.StartAsync(new ScriptedClient(), configure: services => services.AddSingleton(health), cancellationToken: Token);

    private sealed class Said : INodeHealth
    {
        public string? NotReady { get; init; }

        public string? NotAlive { get; init; }
    }
}
