using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Pages of a crawl that say that another address is their own. Whether that is true is known once all pages are stored: then those go whose text
/// is stored there as well, some at a time.
/// </summary>
internal sealed class DuplicatePages(IFrontierStore store, CrawlAccount account)
{
    // Few enough that nobody waits for the writer.
    private const int Batch = 25;

    /// <summary>Takes them away; done again after a kill, it finds those that are left.</summary>
    public async Task TakeAsync(CancellationToken stopping)
    {
        var taken = 0;
        for (long? after = 0; after is { } last;)
        {
            stopping.ThrowIfCancellationRequested();
            if (await store.TakeDuplicatesAsync(account.Record.Id, account.Record.Epoch, last, Batch, stopping) is not { } batch)
            {
                // The crawl is somebody else's; to write the end finds that out, too.
                return;
            }

            taken += batch.Taken;
            after = batch.Next;
            if (batch.Taken > 0)
            {
                account.Recount(batch.Counters);
            }
        }

        if (taken > 0)
        {
            account.Tell(taken == 1
                ? "Took a page away whose address, as it says itself, is another's with nearly the same text"
                : $"Took {taken} pages away whose addresses, as they say themselves, are others' with nearly the same text");
        }
    }
}
