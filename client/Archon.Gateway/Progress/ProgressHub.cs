using Archon.Client;
using Archon.Gateway.Requests;
using Archon.GrainInterfaces.Crawling;
using Microsoft.AspNetCore.SignalR;

namespace Archon.Gateway.Progress;

/// <summary>Live progress over SignalR, with the original's names. Events are called <c>crawl_progress</c>.</summary>
internal sealed class ProgressHub(IArchonClient client, ProgressRelays relays) : Hub
{
    /// <summary>
    /// Sends what came after <paramref name="afterSequence"/> (default: everything) and goes on live, up to the terminal event. Asked again
    /// for the same crawl it begins anew there. Answers how the crawl stands.
    /// </summary>
    /// <exception cref="HubException">There is no such crawl, or the connection watches too many.</exception>
    public async Task<SubscriptionAnswer> SubscribeToProgress(string progressId, long? afterSequence = null)
    {
        if (afterSequence < 0)
        {
            throw new HubException("afterSequence must be a whole number from 0: the last event seen.");
        }

        var crawl = await FindAsync(progressId) ?? throw new HubException("Task not found");
        if (!relays.TryStart(Context, crawl.Id, afterSequence ?? 0))
        {
            throw new HubException($"This connection watches {ProgressRelays.MostPerConnection} crawls already. Unsubscribe from one first.");
        }

        return crawl.Status >= CrawlStatus.Complete
            ? new SubscriptionAnswer(crawl.Id, QueryMembers.Name(crawl.Status), "The task has ended; its events are replayed")
            : new SubscriptionAnswer(crawl.Id, "running", "Reconnected to running task");
    }

    /// <summary>Sends no more of this crawl's events.</summary>
    public void UnsubscribeFromProgress(string progressId) => relays.Stop(Context.ConnectionId, progressId);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        relays.StopAll(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    private async Task<Crawl?> FindAsync(string progressId)
    {
        try
        {
            return string.IsNullOrEmpty(progressId) ? null : await client.GetCrawlAsync(progressId, Context.ConnectionAborted);
        }
        catch (ArchonUnavailableException exception)
        {
            throw new HubException(exception.PublicMessage ?? exception.Message);
        }
    }
}

/// <summary>How a crawl stood when somebody subscribed: <c>running</c>, or how it ended.</summary>
internal sealed record SubscriptionAnswer(string ProgressId, string Status, string Message);
