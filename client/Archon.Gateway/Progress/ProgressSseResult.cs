using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Archon.Client;
using Archon.GrainInterfaces.Progress;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Gateway.Progress;

/// <summary>
/// Carries one crawl's events to one reader as Server-Sent Events. A reader that falls behind gets ticks folded by
/// <see cref="IArchonClient.WatchAsync"/>, which is asked for the next event only after the last was taken; one that takes nothing
/// for the write deadline is dropped. Either way it only ever holds up itself.
/// </summary>
internal sealed partial class ProgressSseResult(string crawlId, long after) : IResult
{
    /// <summary>Tells browsers to reconnect after a second, and opens the stream at once.</summary>
    private static readonly byte[] Opening = "retry: 1000\n\n"u8.ToArray();

    private static readonly byte[] Heartbeat = ": heartbeat\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var client = services.GetRequiredService<IArchonClient>();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var logger = services.GetRequiredService<ILogger<ProgressSseResult>>();
        var reader = new SseReader(
            httpContext.Response,
            services.GetRequiredService<IOptions<GatewayOptions>>().Value.WriteDeadline,
            services.GetRequiredService<TimeProvider>());

        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Without the host's own signal a stopping host would wait for its readers.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await reader.WriteAsync(Opening, leaving.Token);
            await RelayAsync(client, reader, services, leaving);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // RequestAborted also fires on a normal close, so this is not an error.
        }
        catch (TimeoutException)
        {
            LogDropped(logger, crawlId);
            httpContext.Abort();
        }
        catch (ArchonUnavailableException exception)
        {
            // The reader sees the stream end without a terminal event and comes back with the number it has.
            LogUnavailable(logger, crawlId, exception.Message);
        }
    }

    private async Task RelayAsync(IArchonClient client, SseReader reader, IServiceProvider services, CancellationTokenSource leaving)
    {
        var heartbeat = services.GetRequiredService<IOptions<GatewayOptions>>().Value.Heartbeat;
        var clock = services.GetRequiredService<TimeProvider>();
        await using var events = client.WatchAsync(crawlId, after, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var buffer = new ArrayBufferWriter<byte>();
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = events.MoveNextAsync().AsTask();
                while (!await CameWithinAsync(next, heartbeat, clock))
                {
                    await reader.WriteAsync(Heartbeat, leaving.Token);
                }

                if (!await next)
                {
                    return;
                }

                Format(events.Current, buffer);
                await reader.WriteAsync(buffer.WrittenMemory, leaving.Token);
            }
        }
        finally
        {
            // An enumerator must not be disposed while it moves.
            if (!next.IsCompleted)
            {
                await leaving.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private static async Task<bool> CameWithinAsync(Task next, TimeSpan wait, TimeProvider clock)
    {
        try
        {
            await next.WaitAsync(wait, clock);
            return true;
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            return false;
        }
    }

    private static void Format(CrawlProgress progress, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {progress.Sequence}\nevent: crawl_progress\ndata: "), buffer);
        using (var json = new Utf8JsonWriter(buffer))
        {
            JsonSerializer.Serialize(json, progress, ArchonJson.Options);
        }

        buffer.Write("\n\n"u8);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A reader of crawl {CrawlId} took nothing for too long and was dropped")]
    private static partial void LogDropped(ILogger logger, string crawlId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The events of crawl {CrawlId} broke off: {Problem}")]
    private static partial void LogUnavailable(ILogger logger, string crawlId, string problem);
}
