using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Progress;

/// <summary>The hub's two addresses. What is no step of a connection is refused here, for SignalR says so in plain text.</summary>
internal static class HubEndpoint
{
    public const string Path = "/hubs/progress";

    private const string Negotiation = Path + "/negotiate";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapHub<ProgressHub>(Path).Add(static endpoint =>
        {
            var answer = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => FindWrong(context) is { } problem ? problem.ExecuteAsync(context) : answer(context);
        });

    private static IResult? FindWrong(HttpContext context)
    {
        var request = context.Request;
        var isNegotiation = request.Path.StartsWithSegments(Negotiation);
        string[] methods = isNegotiation ? [HttpMethods.Post] : [HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete];

        // What GET would refuse. One that has an id would open a stream, which has no head.
        if (HttpMethods.IsHead(request.Method) && !isNegotiation && string.IsNullOrEmpty(request.Query["id"]))
        {
            return NoConnection();
        }

        // Preflights and HTTP/2's WebSockets (CONNECT) are the framework's.
        if (!HttpMethods.IsOptions(request.Method) && !HttpMethods.IsConnect(request.Method) && !methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            return Problem.Of(
                StatusCodes.Status405MethodNotAllowed, "Method not allowed", $"{request.Path} does not answer {request.Method}. It answers {context.Response.Headers.Allow}.");
        }

        // A WebSocket may begin a connection by itself; whatever else comes here goes on with one.
        return isNegotiation || IsWebSocket(request) || HttpMethods.IsOptions(request.Method) || !string.IsNullOrEmpty(request.Query["id"])
            ? null
            : NoConnection();
    }

    private static IResult NoConnection() =>
        Problem.Invalid("id", $"The query member id is missing: this is a SignalR hub. POST {Negotiation} gives the id, or open a WebSocket; GET /api/crawls/{{id}}/events is the same progress without a hub.");

    // The framework's own answer to that comes after this.
    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);
}
