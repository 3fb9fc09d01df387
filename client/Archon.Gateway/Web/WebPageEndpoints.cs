using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway.Web;

/// <summary>The web page: files of <c>wwwroot</c>, embedded in this assembly, each at its own address and the index at <c>/</c>.</summary>
internal static class WebPageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var file in WebFile.LoadAll())
        {
            var address = file.Path == "index.html" ? "/" : "/" + file.Path;
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], context => ServeAsync(context, file)).ExcludeFromDescription();
        }
    }

    private static Task ServeAsync(HttpContext context, WebFile file)
    {
        var response = context.Response;
        response.Headers.ETag = file.ETag;

        // Asked for each time, answered with 304 until the next version.
        response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch.Contains(file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }
}
