using Archon.Client;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Gateway.Health;

/// <summary>
/// Whether a restart would help (<c>/healthz</c>) and whether this node should be sent requests (<c>/readyz</c>). Both answer from memory in
/// microseconds: whoever asks is a probe, and a probe that hangs with the database would restart every node when the database does.
/// </summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", Live).WithName("Health").WithTags("Health")
            .WithSummary("The process lives; 503 when only a restart would help")
            .Produces<HealthAnswer>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        routes.MapGet("/readyz", Ready).WithName("Ready").WithTags("Health")
            .WithSummary("The node is in the cluster and is not stopping; 503 says why not")
            .Produces<HealthAnswer>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Live(IServiceProvider services) => services.GetService<INodeHealth>()?.NotAlive is { } why
        ? Problem.Of(StatusCodes.Status503ServiceUnavailable, "Not alive", why)
        : Results.Json(new HealthAnswer("ok"), ArchonJson.Options);

    private static IResult Ready(IServiceProvider services, GatewayDrain drain)
    {
        var why = drain.HasBegun ? "The node was told to stop." : services.GetService<INodeHealth>()?.NotReady;
        return why is null
            ? Results.Json(new HealthAnswer("ready"), ArchonJson.Options)
            : Problem.Of(StatusCodes.Status503ServiceUnavailable, "Not ready", why);
    }
}

/// <summary>A good answer; a bad one is a problem.</summary>
internal sealed record HealthAnswer(string Status);
