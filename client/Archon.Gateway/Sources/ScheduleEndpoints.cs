using System.Text.Json.Serialization;
using Archon.Client;
using Archon.Gateway.Problems;
using Archon.Gateway.Requests;
using Archon.Gateway.Safety;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Gateway.Sources;

/// <summary>Which sources are refreshed by themselves.</summary>
internal static class ScheduleEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPut("/{id}/schedule", PutAsync).WithName("ScheduleRefresh")
            .WithSummary("Refresh a source every so often")
            .WithDescription("every is a whole number and m, h, d or w: 30m, 12h, 1d, 2w; 15m to 366d. The first refresh begins after that time; a node that serves begins it, "
                + "and refreshes that were missed meanwhile are not made up for. The answer is the source, with nextRefreshAt.")
            .Accepts<ScheduleRequest>("application/json")
            .Produces<Source>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapDelete("/{id}/schedule", DeleteAsync).WithName("UnscheduleRefresh")
            .WithSummary("Refresh a source only when somebody asks for it")
            .Produces<Source>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PutAsync(
        string id, HttpRequest request, IArchonClient client, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (body, wrong) = await JsonBody.ReadAsync<ScheduleRequest>(request, cancellationToken);
        if (wrong is not null)
        {
            return wrong;
        }

        if (!RefreshPeriod.TryParse(body!.Every, out var every))
        {
            return Problem.Invalid("every", $"every is '{body.Every}'; it must be a whole number and m, h, d or w, like 12h or 1d.");
        }

        if (await client.GetSourceAsync(id, cancellationToken) is not { } source)
        {
            return SourceEndpoints.NotFound(id);
        }

        var owner = services.GetService<OwnerDoor>();
        var (access, refusal) = OwnerDoor.Judge(owner, request, source.Url);
        if (refusal is not null)
        {
            return refusal;
        }

        return Answer(id, access == PrivateAccess.None
            ? await client.ScheduleRefreshAsync(id, every, cancellationToken)
            : await owner!.ScheduleRefreshAsync(id, every, access, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        Answer(id, await client.ScheduleRefreshAsync(id, every: null, cancellationToken));

    private static IResult Answer(string id, ScheduleRefreshResult result) => result switch
    {
        { Source: { } source } => Results.Json(source, ArchonJson.Options),
        { Message: { } message } => Problem.Invalid("every", message),
        _ => SourceEndpoints.NotFound(id),
    };

    /// <summary>The body of a PUT.</summary>
    /// <param name="Every">A whole number and m, h, d or w.</param>
    internal sealed record ScheduleRequest([property: JsonRequired] string Every);
}
