using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Safety;

/// <summary>Refuses what another site makes a browser send, and tells browsers to run nothing but our own scripts.</summary>
internal sealed class SafetyMiddleware(RequestDelegate next, HostRule rule)
{
    /// <summary>Crawled text is hostile: even if some were taken for markup, nothing of it would run or load.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";

        var request = context.Request;
        if (!rule.AllowsHost(request.Host))
        {
            return Refuse(context, "Foreign host", $"This gateway does not answer as '{request.Host}'. "
                + $"Call it as localhost or by its IP address, or add the name to {GatewayOptions.Section}:{nameof(GatewayOptions.AllowedHosts)}.");
        }

        // A hub's connection may begin as GET (WebSockets), and browsers let any page open one.
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if ((changes || request.Path.StartsWithSegments("/hubs"))
            && request.Headers.Origin.FirstOrDefault() is { } origin
            && !rule.AllowsOrigin(origin, request.Host))
        {
            return Refuse(context, "Foreign origin", $"A page of '{origin}' may not change anything here. Use the gateway's own page, or a program that sends no Origin header.");
        }

        return next(context);
    }

    private static Task Refuse(HttpContext context, string title, string detail) =>
        Problem.Of(StatusCodes.Status403Forbidden, title, detail).ExecuteAsync(context);
}
