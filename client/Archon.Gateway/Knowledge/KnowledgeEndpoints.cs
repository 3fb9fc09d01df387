using Archon.Client;
using Archon.Gateway.Crawls;
using Archon.Gateway.Problems;
using Archon.Gateway.Requests;
using Archon.Gateway.Safety;
using Archon.GrainInterfaces.Crawling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Gateway.Knowledge;

/// <summary>The original's three calls, with its names.</summary>
internal static class KnowledgeEndpoints
{
    /// <param name="routes">The group they answer under; they do under two.</param>
    /// <param name="named">True for the group whose operations carry ids in the description; ids are unique.</param>
    public static void Map(RouteGroupBuilder routes, bool named)
    {
        routes.WithTags("Knowledge");

        Name(routes.MapPost("/add", AddAsync), "AddKnowledge")
            .WithSummary("Start a crawl")
            .WithDescription("Makes the crawl durable and answers at once; it goes on in the background. task_id and progress_id are the crawl's id.")
            .Accepts<CrawlRequest>("application/json")
            .Produces<AddAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        Name(routes.MapGet("/status/{task_id}", StatusAsync), "GetKnowledgeStatus")
            .WithSummary("How a crawl stands")
            .Produces<StatusAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        Name(routes.MapPost("/cancel/{task_id}", CancelAsync), "CancelKnowledge")
            .WithSummary("End a crawl as cancelled")
            .Produces<CancelAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        RouteHandlerBuilder Name(RouteHandlerBuilder route, string name) => named ? route.WithName(name) : route;
    }

    private static async Task<IResult> AddAsync(HttpRequest request, IArchonClient client, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<CrawlRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var owner = services.GetService<OwnerDoor>();
        var (access, refusal) = OwnerDoor.Judge(owner, request, body.Url);
        if (refusal is not null)
        {
            return refusal;
        }

        var result = access == PrivateAccess.None
            ? await client.StartCrawlAsync(body, cancellationToken)
            : await owner!.StartCrawlAsync(body, access, cancellationToken);
        return result.Outcome switch
        {
            StartOutcome.Invalid => Problem.Invalid(result.Field, result.Message ?? "The request is wrong."),
            StartOutcome.AlreadyRunning => Problem.Conflict(
                "Already running", result.Message ?? $"Crawl {result.CrawlId} of the same source still runs. Watch it, or cancel it first.", result.CrawlId),
            _ => Results.Json(new AddAnswer(result.CrawlId!), ArchonJson.Options, statusCode: StatusCodes.Status202Accepted),
        };
    }

    private static async Task<IResult> StatusAsync(string task_id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.GetCrawlAsync(task_id, cancellationToken) is { } crawl
            ? Results.Json(StatusAnswer.Of(crawl), ArchonJson.Options)
            : Problem.TaskNotFound(task_id);

    private static Task<IResult> CancelAsync(string task_id, IArchonClient client, CancellationToken cancellationToken) =>
        CrawlControl.CancelAsync(task_id, new CancelAnswer(task_id), client, cancellationToken);
}
