using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Archon.Gateway.Safety;

/// <summary>Refuses addresses that are too long. The server's own refusal is a bare status, so it takes longer ones than are answered.</summary>
internal sealed class AddressLimit(RequestDelegate next)
{
    /// <summary>Longest path with its query, in bytes: a page's address of 2,048 characters fits, whatever is escaped in it.</summary>
    public const int Most = 8_192;

    /// <summary>Longest request line that the server reads; one that is longer still is its to refuse.</summary>
    public const int MostRead = 64 * 1024;

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > Most
            ? Problem.Of(
                StatusCodes.Status414UriTooLong,
                "Address too long",
                $"The address is longer than {Most:N0} bytes, the most that is taken. Give what is long in the body of a POST where there is one, and a cursor as it came.").ExecuteAsync(context)
            : next(context);
}
