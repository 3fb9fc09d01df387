using System.Text.Json.Serialization;
using Archon.Client;
using Archon.Gateway.Problems;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Search;

/// <summary>Search over everything collected.</summary>
internal static class SearchEndpoints
{
    public static void Map(RouteGroupBuilder routes) =>
        routes.MapPost("", SearchAsync).WithName("Search").WithTags("Search")
            .WithSummary("Search chunks, pages or code")
            .WithDescription("Best first. Words of the query between quotation marks are a phrase, a word with a star behind it is the beginning of words; nothing else is syntax. In snippet the words found stand between U+0002 and U+0003.")
            .Accepts<SearchRequest>("application/json")
            .Produces<SearchAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> SearchAsync(HttpRequest request, IArchonClient client, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<SearchRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var results = await client.SearchAsync(body, cancellationToken);
        return results.Field is null
            ? Results.Json(new SearchAnswer(results.Results, results.Note), ArchonJson.Options)
            : Problem.Invalid(results.Field, results.Message ?? $"The member \"{results.Field}\" is wrong.");
    }
}

/// <summary>What a search found, best first.</summary>
/// <param name="Results">The results.</param>
/// <param name="Note">How the answer came about when it is not as asked for; left out otherwise.</param>
internal sealed record SearchAnswer(
    IReadOnlyList<SearchResult> Results,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note);
