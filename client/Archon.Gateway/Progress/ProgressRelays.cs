using System.Collections.Concurrent;
using Archon.Client;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Gateway.Progress;

/// <summary>
/// One relay for each crawl a connection watches. A relay takes the next event only after the connection took the last, so a slow
/// connection gets ticks folded by <see cref="IArchonClient.WatchAsync"/>; one that takes nothing for the write deadline is dropped.
/// </summary>
internal sealed partial class ProgressRelays(
    IArchonClient client,
    IHubContext<ProgressHub> hub,
    IOptions<GatewayOptions> options,
    TimeProvider clock,
    ILogger<ProgressRelays> logger)
{
    /// <summary>Crawls one connection may watch at once.</summary>
    public const int MostPerConnection = 32;

    private readonly ConcurrentDictionary<(string ConnectionId, string CrawlId), CancellationTokenSource> _relays = [];

    /// <summary>Starts the relay, in place of the one there may be; false when the connection has as many as it may.</summary>
    public bool TryStart(HubCallerContext connection, string crawlId, long after)
    {
        var key = (connection.ConnectionId, crawlId);
        if (!_relays.ContainsKey(key) && CountOf(connection) >= MostPerConnection)
        {
            return false;
        }

        Stop(connection.ConnectionId, crawlId);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionAborted);
        _relays[key] = stop;
        _ = RelayAsync(connection, crawlId, after, stop);
        return true;
    }

    /// <summary>Stops one relay.</summary>
    public void Stop(string connectionId, string crawlId)
    {
        if (_relays.TryRemove((connectionId, crawlId), out var stop))
        {
            stop.Cancel();
        }
    }

    /// <summary>Stops all relays of a connection.</summary>
    public void StopAll(string connectionId)
    {
        foreach (var (ofConnection, crawlId) in _relays.Keys)
        {
            if (ofConnection == connectionId)
            {
                Stop(connectionId, crawlId);
            }
        }
    }

    private int CountOf(HubCallerContext connection) => _relays.Keys.Count(key => key.ConnectionId == connection.ConnectionId);

    private async Task RelayAsync(HubCallerContext connection, string crawlId, long after, CancellationTokenSource stop)
    {
        var token = stop.Token;
        var reader = hub.Clients.Client(connection.ConnectionId);
        try
        {
            // The answer of the subscription goes first, as a rule.
            await Task.Yield();
            await foreach (var progress in client.WatchAsync(crawlId, after, token))
            {
                await reader.SendAsync("crawl_progress", progress, token).WaitAsync(options.Value.WriteDeadline, clock, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Unsubscribed or gone.
        }
        catch (Exception exception)
        {
            // A connection that ends makes its client come back with the number it has; a silent one would look alive.
            LogBroken(exception, crawlId);
            connection.Abort();
        }
        finally
        {
            _relays.TryRemove(new((connection.ConnectionId, crawlId), stop));
            stop.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The events of crawl {CrawlId} could not be carried on to a connection; it is closed")]
    private partial void LogBroken(Exception exception, string crawlId);
}
