using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Documents of folders that were handed in whole, and that are not there any more. Once all pages have their outcome they are taken away, some at a time:
/// at once and not when they are gone twice, for the folder itself said so and no server that may be out of order.
/// </summary>
internal sealed class UnlistedDocuments(IUploadStore store, CrawlAccount account)
{
    // Few enough that nobody waits for the writer.
    private const int Batch = 100;

    private int _folder;
    private string? _after;

    /// <summary>There may be more of them.</summary>
    public bool AreLeft => !account.Record.Settings.Folders.IsDefault && _folder < account.Record.Settings.Folders.Length;

    /// <summary>Some are being looked for.</summary>
    public bool IsRemoving { get; private set; }

    /// <summary>Looks through the next documents, unless <paramref name="isOver"/> by then. False when the epoch is not the crawl's.</summary>
    public async Task<bool> RemoveAsync(Func<bool> isOver)
    {
        IsRemoving = true;
        try
        {
            var record = account.Record;
            var folder = record.Settings.Folders[_folder];
            var removed = await store.RemoveUnlistedAsync(record.Id, record.Epoch, folder, _after ?? folder, Batch, CancellationToken.None);
            if (isOver())
            {
                return true;
            }

            if (removed is null)
            {
                return false;
            }

            _after = removed.Next;
            _folder += _after is null ? 1 : 0;
            account.Remove(removed.Removed, removed.Counters);
            return true;
        }
        finally
        {
            IsRemoving = false;
        }
    }
}
