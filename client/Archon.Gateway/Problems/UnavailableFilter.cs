using System.Globalization;
using Archon.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Archon.Gateway.Problems;

/// <summary>A cluster that cannot answer now is 503, with when to ask again.</summary>
internal sealed partial class UnavailableFilter(ILogger<UnavailableFilter> logger) : IEndpointFilter
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
            LogUnavailable(context.HttpContext.Request.Method, context.HttpContext.Request.Path, exception.Message);
            return Problem.Unavailable(exception.PublicMessage ?? exception.Message, exception.NothingChanged);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} could not be answered: {Problem}")]
    private partial void LogUnavailable(string method, PathString path, string problem);
}
