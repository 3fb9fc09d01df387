using Archon.Client;
using Archon.Gateway.Problems;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Sources;

/// <summary>What has been collected.</summary>
internal static class SourceEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.WithTags("Sources").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        routes.MapGet("", ListAsync).WithName("ListSources")
            .WithSummary("Sources that have at least one page")
            .Produces<Listing<Source>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        routes.MapGet("/{id}", GetAsync).WithName("GetSource")
            .WithSummary("One source")
            .Produces<Source>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapDelete("/{id}", DeleteAsync).WithName("DeleteSource")
            .WithSummary("Delete a source with everything collected for it")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        routes.MapGet("/{id}/pages", ListPagesAsync).WithName("ListStoredPages")
            .WithSummary("Stored pages of a source by URL, whole")
            .Produces<Listing<StoredPage>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, IArchonClient client, CancellationToken cancellationToken) =>
        QueryMembers.ReadLimit(limit, 200, out var most) ?? await Lists.AnswerAsync(() => client.ListSourcesAsync(most, cursor, cancellationToken));

    private static async Task<IResult> GetAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.GetSourceAsync(id, cancellationToken) is { } source ? Results.Json(source, ArchonJson.Options) : NotFound(id);

    private static async Task<IResult> DeleteAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.DeleteSourceAsync(id, cancellationToken) switch
        {
            DeleteOutcome.NotFound => NotFound(id),
            DeleteOutcome.CrawlRunning => Problem.Conflict("Crawl running", $"A crawl still feeds source '{id}'. Cancel it first, then delete the source."),
            _ => Results.NoContent(),
        };

    private static async Task<IResult> ListPagesAsync(
        string id, string? limit, string? cursor, IArchonClient client, CancellationToken cancellationToken)
    {
        if (QueryMembers.ReadLimit(limit, 100, out var most) is { } problem)
        {
            return problem;
        }

        return await client.GetSourceAsync(id, cancellationToken) is null
            ? NotFound(id)
            : await Lists.AnswerAsync(() => client.ListStoredPagesAsync(id, most, cursor, cancellationToken));
    }

    private static IResult NotFound(string id) =>
        Problem.NotFound("Source not found", $"There is no source '{id}'. GET /api/sources lists the sources there are.");
}
