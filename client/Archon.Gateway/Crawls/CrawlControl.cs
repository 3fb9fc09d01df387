using System.Text.Json;
using Archon.Client;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Crawling;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Crawls;

/// <summary>What changes a crawl that exists: 202 with the answer, 404, or 409 when its state does not allow it.</summary>
internal static class CrawlControl
{
    public static async Task<IResult> CancelAsync(string id, object answer, IArchonClient client, CancellationToken cancellationToken) =>
        await client.CancelCrawlAsync(id, cancellationToken) switch
        {
            CancelOutcome.NotFound => Problem.TaskNotFound(id),
            CancelOutcome.AlreadyEnded => Problem.Conflict("Already ended", $"Crawl '{id}' has already ended, so there is nothing to cancel.", id),
            _ => Results.Json(answer, ArchonJson.Options, statusCode: StatusCodes.Status202Accepted),
        };

    public static async Task<IResult> PauseAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.PauseCrawlAsync(id, cancellationToken) switch
        {
            PauseOutcome.NotFound => Problem.TaskNotFound(id),
            PauseOutcome.AlreadyEnded => Problem.Conflict("Already ended", $"Crawl '{id}' has already ended, so there is nothing to pause.", id),
            _ => await NowAsync(id, client, cancellationToken),
        };

    public static async Task<IResult> ResumeAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.ResumeCrawlAsync(id, cancellationToken) switch
        {
            ResumeOutcome.NotFound => Problem.TaskNotFound(id),
            ResumeOutcome.AlreadyEnded => Problem.Conflict(
                "Already ended",
                $"Crawl '{id}' has already ended, so there is nothing to resume. Start a new crawl of the same address, or, unless it was cancelled, retry its failed pages.",
                id),
            _ => await NowAsync(id, client, cancellationToken),
        };

    public static async Task<IResult> RetryFailedAsync(string id, IArchonClient client, CancellationToken cancellationToken)
    {
        var result = await client.RetryFailedAsync(id, cancellationToken);
        return result.Outcome switch
        {
            RetryFailedOutcome.Retrying => Results.Json(new RetryAccepted(id, result.Pages), ArchonJson.Options, statusCode: StatusCodes.Status202Accepted),
            RetryFailedOutcome.NotFound => Problem.TaskNotFound(id),
            var outcome => Problem.Of(
                StatusCodes.Status409Conflict,
                outcome switch
                {
                    RetryFailedOutcome.SourceBusy => "Already running",
                    RetryFailedOutcome.PageLimit => "Page limit reached",
                    RetryFailedOutcome.Cancelled => "Crawl cancelled",
                    _ => "Nothing failed",
                },
                result.Message ?? $"Crawl '{id}' has nothing to retry.",
                ("crawlId", result.RunningCrawlId ?? id),
                ("outcome", JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()))),
        };
    }

    private static async Task<IResult> NowAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.GetCrawlAsync(id, cancellationToken) is { } crawl
            ? Results.Json(crawl, ArchonJson.Options, statusCode: StatusCodes.Status202Accepted)
            : Problem.TaskNotFound(id);
}

/// <summary>How many pages of a crawl are fetched again.</summary>
internal sealed record RetryAccepted(string Id, long Pages);
