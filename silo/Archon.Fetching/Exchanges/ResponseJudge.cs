using Archon.Domain.Crawling;
using Archon.Fetching.Documents;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Exchanges;

/// <summary>Decides from status and headers alone whether a body is worth reading.</summary>
internal static class ResponseJudge
{
    /// <summary>The result when the headers say it all; null when the body is to be read.</summary>
    public static FetchResult? Judge(FetchRequest request, HttpResponseMessage response, long maxBytes)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            301 or 302 or 303 or 307 or 308 => Redirects.Judge(request.Url, Headers.First(response.Headers, "Location"), status),
            304 when request.ETag is not null || request.LastModified is not null => new FetchUnchanged
            {
                ETag = Headers.First(response.Headers, "ETag"),
                LastModified = Headers.First(response.Content.Headers, "Last-Modified"),
                RobotsTag = Headers.All(response.Headers, "X-Robots-Tag"),
            },
            101 => new FetchFailure(PageReason.Protocol, status, $"{request.Url.IdnHost} answered {status} and left HTTP."),
            _ when request.AnyContentType => JudgeLength(request, response, status, maxBytes),
            204 or 205 => new FetchSkip(PageReason.Empty, status, $"The server answered {status}: there is no content."),
            206 => new FetchFailure(PageReason.Protocol, status, "The server answered with a part of the page that was not asked for (206)."),
            >= 200 and < 300 => (FetchResult?)JudgeType(request, response, status) ?? JudgeLength(request, response, status, maxBytes),
            _ => new FetchFailure(status >= 500 ? PageReason.HttpServerError : PageReason.HttpClientError, status, Sentence(request, status)),
        };
    }

    private static string Sentence(FetchRequest request, int status) => status switch
    {
        401 when request.Headers.IsEmpty => "The server answered 401: it wants to know who asks. Tell it with --user, --bearer, --header or --cookie (access in a request).",
        401 => "The server answered 401: it does not take what it was told.",
        _ => $"The server answered {status}.",
    };

    private static FetchSkip? JudgeType(FetchRequest request, HttpResponseMessage response, int status)
    {
        var type = MediaType.Parse(Headers.First(response.Content.Headers, "Content-Type"));
        return type.Name is null || DocumentKinds.Of(type.Name, request.Url) is not null
            ? null
            : new FetchSkip(PageReason.UnsupportedContentType, status, $"{Named(type.Name)} is not HTML, Markdown or plain text.");
    }

    private static string Named(string type)
    {
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return HeaderToken.IsNameable(type.AsSpan(0, slash)) && HeaderToken.IsNameable(type.AsSpan(slash + 1)) ? type : "Its content type";
    }

    private static FetchFailure? JudgeLength(FetchRequest request, HttpResponseMessage response, int status, long maxBytes) =>
        response.Content.Headers.ContentLength is { } length && length > maxBytes
            ? new FetchFailure(PageReason.TooLarge, status, $"{request.Url.IdnHost} announced {length} bytes; at most {maxBytes} are read.")
            : null;
}
