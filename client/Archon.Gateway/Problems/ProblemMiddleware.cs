using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Archon.Gateway.Problems;

/// <summary>Whatever leaves without a body and with a status from 400 on, and whatever throws, leaves as problem details.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Problem.Of(exception.StatusCode, "Bad request", exception.Message).ExecuteAsync(context);
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailed(exception, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await Problem.Of(
                StatusCodes.Status500InternalServerError,
                "Archon made a mistake",
                "The request failed for a reason that is not the caller's. The gateway's log has it.").ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= 400 && response.ContentLength is null && response.ContentType is null)
        {
            await Explain(context).ExecuteAsync(context);
        }
    }

    private static IResult Explain(HttpContext context)
    {
        var request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound(
                "No such address", $"Nothing answers at {request.Path}. GET /openapi/v1.json lists the addresses there are."),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(
                StatusCodes.Status405MethodNotAllowed,
                "Method not allowed",
                $"{request.Path} does not answer {request.Method}. It answers {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Problem.NotJson(request),
            var status => Problem.Of(status, "Request refused", $"{request.Method} {request.Path} was refused with status {status}."),
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailed(Exception exception, string method, string path);
}
