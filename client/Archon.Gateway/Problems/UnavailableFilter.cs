using System.Globalization;
using Archon.Client;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Problems;

/// <summary>A cluster that cannot answer now is 503, with when to ask again.</summary>
internal sealed class UnavailableFilter : IEndpointFilter
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(2);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ArchonUnavailableException exception)
        {
            var seconds = Math.Max(1, Math.Ceiling((exception.RetryAfter ?? Default).TotalSeconds));
            context.HttpContext.Response.Headers.RetryAfter = seconds.ToString("0", CultureInfo.InvariantCulture);
            return Problem.Unavailable(exception.Message, exception.NothingChanged);
        }
    }
}
