using Archon.Client;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Health;

/// <summary>Whether the process lives, and whether the cluster answers through it.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Json(new HealthAnswer("ok"), ArchonJson.Options)).WithName("Health").WithTags("Health")
            .WithSummary("The process is up")
            .Produces<HealthAnswer>();

        routes.MapGet("/readyz", ReadyAsync).WithName("Ready").WithTags("Health")
            .WithSummary("The cluster answers through this gateway")
            .Produces<HealthAnswer>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(IArchonClient client, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ReadyWithin, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await client.ListCrawlsAsync(limit: 1, cancellationToken: linked.Token).WaitAsync(linked.Token);
            return Results.Json(new HealthAnswer("ready"), ArchonJson.Options);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "Archon cannot answer now", $"The cluster did not answer within {ReadyWithin.TotalSeconds:0} seconds.");
        }
    }
}

/// <summary>A good answer; a bad one is a problem.</summary>
internal sealed record HealthAnswer(string Status);
