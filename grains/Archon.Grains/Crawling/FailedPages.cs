using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>
/// Puts failed pages back to pending, a batch at a time. Before it is taken up no crawl has failed pages; so a queued one that has some
/// was queued by a retry, and owes it to them. That survives a kill in the middle.
/// </summary>
internal sealed partial class FailedPages(CrawlAccount account, ICrawlLifecycle store, TimeProvider clock, ILogger logger)
{
    /// <summary>Pages in one transaction: few enough that nobody notices the wait.</summary>
    public const int Batch = 2_000;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>A retry was promised and is not done.</summary>
    public bool AreOwed => account.Record is { Status: CrawlStatus.Queued, Counters.PagesFailed: > 0 };

    /// <summary>Puts all of them back, unless <paramref name="isOver"/> meanwhile. False when the epoch is not the crawl's.</summary>
    public async Task<bool> PutBackAsync(Func<bool> isOver)
    {
        while (account.Record.Counters.PagesFailed > 0 && !isOver())
        {
            try
            {
                var counters = await store.RetryPagesAsync(account.Record.Id, account.Record.Epoch, Batch, CancellationToken.None);
                if (isOver())
                {
                    break;
                }

                if (counters is null)
                {
                    return false;
                }

                account.Recount(counters);
            }
            catch (Exception exception)
            {
                LogNotPutBack(exception, account.Record.Id);
                await Task.Delay(RetryPause, clock);
            }
        }

        return true;
    }
}
