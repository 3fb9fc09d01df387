using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Problems;

/// <summary>Refusals as RFC 9457 problem details. A detail says what was wrong and what would be right.</summary>
internal static class Problem
{
    /// <summary>400: one member of the body or the query is wrong.</summary>
    public static IResult Invalid(string? field, string detail) => Of(StatusCodes.Status400BadRequest, "Invalid request", detail, ("field", field));

    /// <summary>404 for a crawl, in the original's words.</summary>
    public static IResult TaskNotFound(string crawlId) =>
        Of(StatusCodes.Status404NotFound, "Task not found", $"There is no crawl '{crawlId}'. GET /api/crawls lists the crawls there are.");

    /// <summary>404 for anything else.</summary>
    public static IResult NotFound(string title, string detail) => Of(StatusCodes.Status404NotFound, title, detail);

    /// <summary>409: not in the state it is in.</summary>
    public static IResult Conflict(string title, string detail, string? crawlId = null) =>
        Of(StatusCodes.Status409Conflict, title, detail, ("crawlId", crawlId));

    /// <summary>415: the body does not say that it is JSON.</summary>
    public static IResult NotJson(HttpRequest request) => Of(
        StatusCodes.Status415UnsupportedMediaType,
        "Unsupported content type",
        $"The body came as '{request.ContentType ?? "nothing"}'. Send JSON with the header Content-Type: application/json.");

    /// <summary>503; whether a command is certain not to be carried out, when it is.</summary>
    public static IResult Unavailable(string detail, bool nothingChanged)
    {
        IEnumerable<KeyValuePair<string, object?>> extensions = nothingChanged ? [KeyValuePair.Create<string, object?>("nothingChanged", true)] : [];
        return Results.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Archon cannot answer now", extensions: extensions);
    }

    /// <summary>Any other refusal. Extensions without a value are left out.</summary>
    public static IResult Of(int status, string title, string detail, params (string Name, string? Value)[] extensions)
    {
        var given = extensions.Where(extension => extension.Value is not null)
            .Select(extension => KeyValuePair.Create<string, object?>(extension.Name, extension.Value));
        return Results.Problem(detail, statusCode: status, title: title, extensions: given);
    }
}
