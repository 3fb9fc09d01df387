using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Archon.Client.Progress;
using Archon.GrainInterfaces.Progress;

namespace Archon.Client.Http;

/// <summary>
/// One reader of one crawl over Server-Sent Events. After a lost connection it connects again with the number of the last
/// event it delivered. The first connection must succeed; later ones are tried until the reader leaves.
/// </summary>
/// <param name="gateway">Where the events are.</param>
/// <param name="crawlId">Whose events.</param>
/// <param name="clock">The clock of the waits.</param>
/// <param name="interrupted">Told why each time a lost connection could not be made again, and null when it could.</param>
internal sealed class SseSubscription(GatewayConnection gateway, string crawlId, TimeProvider clock, Action<string?>? interrupted = null)
{
    /// <summary>Three of the gateway's heartbeats.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(45);

    private readonly Backoff _backoff = new(clock);

    /// <summary>
    /// The events above <paramref name="after"/>, or none when there is no such crawl. The gateway ends the stream after the last terminal
    /// event; one in the middle, before a retry, is an event like others.
    /// </summary>
    public async IAsyncEnumerable<CrawlProgress> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var delivered = after;
        var connected = false;
        var ended = false;
        var isInterrupted = false;
        while (true)
        {
            TimeSpan? retryAfter = null;
            HttpResponseMessage? response = null;
            try
            {
                response = await ConnectAsync(delivered, cancellationToken);
            }
            catch (ArchonUnavailableException exception) when (connected)
            {
                retryAfter = exception.RetryAfter;
                isInterrupted = true;
                interrupted?.Invoke(exception.Message);
            }

            if (response is not null)
            {
                using var disposing = response;
                if (isInterrupted)
                {
                    isInterrupted = false;
                    interrupted?.Invoke(null);
                }

                if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent)
                {
                    yield break;
                }

                await gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
                connected = true;
                await using var events = Parse(response, cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (true)
                {
                    var (progress, isLost) = await NextAsync(events, cancellationToken);
                    if (progress is null)
                    {
                        if (ended && !isLost)
                        {
                            yield break;
                        }

                        break;
                    }

                    _backoff.Reset();
                    if (progress.Sequence <= delivered)
                    {
                        continue;
                    }

                    delivered = progress.Sequence;
                    ended = progress.IsTerminal;
                    yield return progress;
                }
            }

            await _backoff.WaitAsync(retryAfter, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> ConnectAsync(long delivered, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/crawls/{Uri.EscapeDataString(crawlId)}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Last-Event-ID", delivered.ToString(CultureInfo.InvariantCulture));
        return await gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async IAsyncEnumerable<CrawlProgress> Parse(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = new IdleTimeoutStream(await response.Content.ReadAsStreamAsync(cancellationToken), Idle, clock);
        var parser = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<CrawlProgress>(data, ArchonJson.Options)!);
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            if (item.EventType == "crawl_progress")
            {
                yield return item.Data;
            }
        }
    }

    /// <summary>The next event; null when the connection ended, and whether it was lost.</summary>
    private static async Task<(CrawlProgress? Progress, bool IsLost)> NextAsync(IAsyncEnumerator<CrawlProgress> events, CancellationToken cancellationToken)
    {
        try
        {
            return (await events.MoveNextAsync() ? events.Current : null, false);
        }
        catch (Exception exception) when (GatewayConnection.IsLostConnection(exception, cancellationToken))
        {
            return (null, true);
        }
    }
}
