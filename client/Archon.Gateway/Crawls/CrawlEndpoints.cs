using Archon.Client;
using Archon.Gateway.Problems;
using Archon.Gateway.Progress;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.GrainInterfaces.Progress;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Crawls;

/// <summary>Crawls: list, look, control, watch.</summary>
internal static class CrawlEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.WithTags("Crawls").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        routes.MapGet("", ListAsync).WithName("ListCrawls")
            .WithSummary("Crawls, newest first")
            .Produces<Listing<Crawl>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        routes.MapPost("/plan", PlanAsync).WithName("PlanCrawl")
            .WithSummary("What a crawl would do, without storing anything")
            .WithDescription("Takes what /api/knowledge/add takes. The seed and the site's own lists are fetched as the crawl would fetch them, with permits of their "
                + "hosts; what they lead to is sorted by the crawl's rules, and the first links are named with the rule that refuses each.")
            .Accepts<CrawlRequest>("application/json")
            .Produces<CrawlPlan>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        routes.MapGet("/{id}", GetAsync).WithName("GetCrawl")
            .WithSummary("One crawl as it is now")
            .Produces<Crawl>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapPost("/{id}/cancel", CancelAsync).WithName("CancelCrawl")
            .WithSummary("End a crawl as cancelled")
            .WithDescription("Durable when it answers: requests in flight are aborted and the one terminal event is written.")
            .Produces<CrawlAccepted>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        routes.MapPost("/{id}/pause", CrawlControl.PauseAsync).WithName("PauseCrawl")
            .WithSummary("Pause a crawl")
            .WithDescription("Durable when it answers, across restarts: requests in flight are aborted and their pages wait again. Idempotent.")
            .Produces<Crawl>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        routes.MapPost("/{id}/resume", CrawlControl.ResumeAsync).WithName("ResumeCrawl")
            .WithSummary("Let a paused or interrupted crawl go on")
            .WithDescription("Idempotent: a crawl that somebody works on stays as it is.")
            .Produces<Crawl>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        routes.MapPost("/{id}/retry-failed", CrawlControl.RetryFailedAsync).WithName("RetryFailedPages")
            .WithSummary("Fetch the pages again that failed")
            .WithDescription("The crawl goes on whether it runs, is paused or has ended; one that had ended ends again, with another terminal event. "
                + "409 when it was cancelled, nothing failed, the page limit is reached, or another crawl of the same source runs.")
            .Produces<RetryAccepted>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        routes.MapGet("/{id}/pages", ListPagesAsync).WithName("ListCrawledPages")
            .WithSummary("Pages of a crawl with state, HTTP status, typed reason and attempts; after them the links it refused")
            .Produces<Listing<CrawledPage>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("/{id}/reasons", CountReasonsAsync).WithName("CountReasons")
            .WithSummary("Why pages failed or were skipped and links were refused, counted")
            .Produces<Listing<ReasonTotal>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("/{id}/events", ProgressEndpoint.WatchAsync).WithName("WatchCrawl")
            .WithSummary("A crawl's progress as Server-Sent Events")
            .WithDescription("Each event has its number as id, the name crawl_progress and one CrawlProgress as data. Replays what came after the header "
                + "Last-Event-ID (or ?after=), goes on live, and ends after the terminal event (the last one: a retry "
                + "goes on after one in the middle). A comment every 15 seconds of silence is a heartbeat. "
                + "204 says that the crawl has ended and nothing comes after the number given: browsers stop reconnecting.")
            .Produces<CrawlProgress>(StatusCodes.Status200OK, "text/event-stream")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        string? status, string? limit, string? cursor, IArchonClient client, CancellationToken cancellationToken)
    {
        var wrong = QueryMembers.ReadLimit(limit, 200, out var most);
        wrong = QueryMembers.ReadStatus(status, out var wanted) ?? wrong;
        return wrong ?? await Lists.AnswerAsync(() => client.ListCrawlsAsync(wanted, most, cursor, cancellationToken));
    }

    private static async Task<IResult> PlanAsync(HttpRequest request, IArchonClient client, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<CrawlRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var plan = await client.PlanCrawlAsync(body, cancellationToken);
        return plan.Message is { } message ? Problem.Invalid(plan.Field, message) : Results.Json(plan, ArchonJson.Options);
    }

    private static async Task<IResult> GetAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.GetCrawlAsync(id, cancellationToken) is { } crawl ? Results.Json(crawl, ArchonJson.Options) : Problem.TaskNotFound(id);

    private static Task<IResult> CancelAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        CrawlControl.CancelAsync(id, new CrawlAccepted(id), client, cancellationToken);

    private static async Task<IResult> ListPagesAsync(
        string id, string? state, string? limit, string? cursor, IArchonClient client, CancellationToken cancellationToken)
    {
        var wrong = QueryMembers.ReadLimit(limit, 200, out var most);
        wrong = QueryMembers.ReadState(state, out var wanted) ?? wrong;
        if (wrong is not null)
        {
            return wrong;
        }

        return await client.GetCrawlAsync(id, cancellationToken) is null
            ? Problem.TaskNotFound(id)
            : await Lists.AnswerAsync(() => client.ListPagesAsync(id, wanted, most, cursor, cancellationToken));
    }

    private static async Task<IResult> CountReasonsAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.GetCrawlAsync(id, cancellationToken) is null
            ? Problem.TaskNotFound(id)
            : Results.Json(await client.CountReasonsAsync(id, cancellationToken), ArchonJson.Options);
}

/// <summary>What was asked of a crawl is done.</summary>
internal sealed record CrawlAccepted(string Id);
