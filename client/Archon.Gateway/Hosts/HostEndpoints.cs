using Archon.Client;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Hosts;

/// <summary>How the hosts are treated that crawls fetch from.</summary>
internal static class HostEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.WithTags("Hosts").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        routes.MapGet("", ListAsync).WithName("ListHosts")
            .WithSummary("Hosts that were fetched from, the one asked last first, and how each is treated now")
            .Produces<Listing<HostState>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(string? limit, IArchonClient client, CancellationToken cancellationToken) =>
        QueryMembers.ReadLimit(limit, 200, out var most) ?? Results.Json(await client.ListHostsAsync(most, cancellationToken), ArchonJson.Options);
}
