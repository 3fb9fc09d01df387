using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Pages of the source that no link of a refresh has led to. Once all links are followed, they are asked for by themselves, some at a time,
/// so that it is known whether they still exist. They are one hop deeper than any link may lead, by which their lanes know them.
/// </summary>
internal sealed class UnseenPages(IFrontierStore store, CrawlAccount account, FrontierWindow window)
{
    // Few enough that nobody waits for the writer.
    private const int Batch = 500;

    private string? _after = account.Record.Settings is { Refreshes: true, Mode: not CrawlMode.Documents } ? "" : null;

    /// <summary>There may be more of them.</summary>
    public bool AreLeft => _after is not null;

    /// <summary>Some are being looked for.</summary>
    public bool IsAdmitting { get; private set; }

    /// <summary>Looks through the next documents, unless <paramref name="isOver"/> by then. False when the epoch is not the crawl's.</summary>
    public async Task<bool> AdmitAsync(Func<bool> isOver)
    {
        IsAdmitting = true;
        try
        {
            var record = account.Record;
            var pages = await store.AdmitUnseenAsync(record.Id, record.Epoch, _after!, Batch, record.Settings.MaxDepth + 1, CancellationToken.None);
            if (isOver())
            {
                return true;
            }

            if (pages is null)
            {
                return false;
            }

            _after = pages.Next;
            account.Admit(pages.Admitted, pages.Counters);
            return true;
        }
        finally
        {
            IsAdmitting = false;

            // A claim may have found nothing meanwhile.
            window.Refill();
        }
    }
}
