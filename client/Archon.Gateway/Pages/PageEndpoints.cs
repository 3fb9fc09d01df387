using Archon.Client;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Pages;

/// <summary>Stored pages.</summary>
internal static class PageEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.WithTags("Pages").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        routes.MapGet("/{id}", GetAsync).WithName("GetPage")
            .WithSummary("The stored Markdown of a page")
            .Produces<StoredPage>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("", FindAsync).WithName("FindPage")
            .WithSummary("The stored Markdown of the page with this address")
            .Produces<StoredPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(string id, IArchonClient client, CancellationToken cancellationToken) =>
        await client.GetPageAsync(id, cancellationToken) is { } page
            ? Results.Json(page, ArchonJson.Options)
            : Problem.NotFound("Page not found", $"There is no stored page '{id}'. Take the pageId of a search result.");

    private static async Task<IResult> FindAsync(string? url, IArchonClient client, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return Problem.Invalid("url", "The query member url is missing. Ask as /api/pages?url=https%3A%2F%2Fexample.org%2Fpage.");
        }

        return await client.GetPageByUrlAsync(url, cancellationToken) is { } page
            ? Results.Json(page, ArchonJson.Options)
            : Problem.NotFound("Page not found", "No stored page has this address. Crawl it first, or look for it with POST /api/search.");
    }
}
