using Archon.Client;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Crawling;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Crawls;

/// <summary>What changes a crawl that exists: 202 with the answer, 404, or 409 when it has ended.</summary>
internal static class CrawlControl
{
    public static async Task<IResult> CancelAsync(string id, object answer, IArchonClient client, CancellationToken cancellationToken) =>
        await client.CancelCrawlAsync(id, cancellationToken) switch
        {
            CancelOutcome.NotFound => Problem.TaskNotFound(id),
            CancelOutcome.AlreadyEnded => Problem.Conflict("Already ended", $"Crawl '{id}' has already ended, so there is nothing to cancel.", id),
            _ => Results.Json(answer, ArchonJson.Options, statusCode: StatusCodes.Status202Accepted),
        };

    public static async Task<IResult> ResumeAsync(string id, IArchonClient client, CancellationToken cancellationToken)
    {
        // Asked before, so that a crawl that ends under the call is not refused.
        var before = await client.GetCrawlAsync(id, cancellationToken);
        if (before is null)
        {
            return Problem.TaskNotFound(id);
        }

        if (before.Status >= CrawlStatus.Complete)
        {
            return Problem.Conflict("Already ended", $"Crawl '{id}' has already ended, so there is nothing to resume. Start a new crawl of the same address.", id);
        }

        var crawl = await client.EnsureRunningAsync(id, cancellationToken);
        return Results.Json(crawl ?? before, ArchonJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
