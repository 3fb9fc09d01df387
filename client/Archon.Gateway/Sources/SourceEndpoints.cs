using Archon.Client;
using Archon.Gateway.Knowledge;
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

        routes.MapPost("/{id}/refresh", RefreshAsync).WithName("RefreshSource")
            .WithSummary("Bring a source up to date")
            .WithDescription("Starts a crawl with the settings of the source's last one and answers at once; task_id and progress_id are the crawl's id. Servers are "
                + "asked whether what is stored has changed (ETag, Last-Modified); what has not keeps its passages and their vectors. A page that is gone in two refreshes is removed. "
                + "409 while a crawl of the source runs.")
            .Produces<AddAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        routes.MapGet("/{id}/pages", ListPagesAsync).WithName("ListStoredPages")
            .WithSummary("Stored pages of a source by URL, whole")
            .Produces<Listing<StoredPage>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("/{id}/chunks", ListChunksAsync).WithName("ListStoredChunks")
            .WithSummary("Stored chunks of a source by their page's URL and their order in it, with their vectors")
            .Produces<Listing<StoredChunk>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        ScheduleEndpoints.Map(routes);
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

    private static async Task<IResult> RefreshAsync(
        string id, HttpRequest request, IArchonClient client, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await client.GetSourceAsync(id, cancellationToken) is not { } source)
        {
            return NotFound(id);
        }

        var owner = services.GetService<OwnerDoor>();
        var (access, refusal) = OwnerDoor.Judge(owner, request, source.Url);
        if (refusal is not null)
        {
            return refusal;
        }

        var result = access == PrivateAccess.None
            ? await client.RefreshSourceAsync(id, cancellationToken)
            : await owner!.RefreshSourceAsync(id, access, cancellationToken);
        return result.Outcome switch
        {
            StartOutcome.NotFound => NotFound(id),
            StartOutcome.Invalid => Problem.Invalid(result.Field ?? "access", result.Message ?? "The source cannot be refreshed as it is stored."),
            StartOutcome.AlreadyRunning => Problem.Conflict(
                "Already running", result.Message ?? $"Crawl {result.CrawlId} of this source still runs. Watch it, or cancel it first.", result.CrawlId),
            _ => Results.Json(new AddAnswer(result.CrawlId!), ArchonJson.Options, statusCode: StatusCodes.Status202Accepted),
        };
    }

    private static Task<IResult> ListPagesAsync(string id, string? limit, string? cursor, IArchonClient client, CancellationToken cancellationToken) =>
        ListOfSourceAsync(id, limit, client, most => client.ListStoredPagesAsync(id, most, cursor, cancellationToken), cancellationToken);

    private static Task<IResult> ListChunksAsync(string id, string? limit, string? cursor, IArchonClient client, CancellationToken cancellationToken) =>
        ListOfSourceAsync(id, limit, client, most => client.ListChunksAsync(id, most, cursor, cancellationToken), cancellationToken);

    private static async Task<IResult> ListOfSourceAsync<T>(
        string id, string? limit, IArchonClient client, Func<int, Task<Listing<T>>> list, CancellationToken cancellationToken)
    {
        if (QueryMembers.ReadLimit(limit, 100, out var most) is { } problem)
        {
            return problem;
        }

        return await client.GetSourceAsync(id, cancellationToken) is null ? NotFound(id) : await Lists.AnswerAsync(() => list(most));
    }

    internal static IResult NotFound(string id) =>
        Problem.NotFound("Source not found", $"There is no source '{id}'. GET /api/sources lists the sources there are.");
}
