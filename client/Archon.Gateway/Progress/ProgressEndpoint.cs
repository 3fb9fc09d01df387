using Archon.Client;
using Archon.Gateway.Problems;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Crawling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Archon.Gateway.Progress;

/// <summary>GET /api/crawls/{id}/events.</summary>
internal static class ProgressEndpoint
{
    public static async Task<IResult> WatchAsync(
        string id,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        string? after,
        HttpRequest request,
        IArchonClient client,
        CancellationToken cancellationToken)
    {
        var problem = string.IsNullOrEmpty(lastEventId)
            ? QueryMembers.ReadSequence("after", after, out var sequence)
            : QueryMembers.ReadSequence("Last-Event-ID", lastEventId, out sequence);
        if (problem is not null)
        {
            return problem;
        }

        var crawl = await client.GetCrawlAsync(id, cancellationToken);
        if (crawl is null)
        {
            return Problem.TaskNotFound(id);
        }

        // A browser reconnects for ever after the end of a stream, an empty one too; only 204 stops it (HTML, 9.2.3).
        return crawl.Status >= CrawlStatus.Complete && crawl.LastSequence <= sequence
            ? Results.NoContent()
            : HttpMethods.IsHead(request.Method) ? Results.Stream(Stream.Null, "text/event-stream") : new ProgressSseResult(id, sequence);
    }
}
