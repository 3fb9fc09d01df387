using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>How a crawl ends: the first end that is decided is the only one, and it is tried until the store has it.</summary>
internal sealed partial class CrawlEnding(CrawlAccount account, IArchonStore store, IEmbeddingGrain embedding, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _writing;

    /// <summary>From here on no event may take the number that the terminal one gets.</summary>
    public bool IsDecided => _writing is not null;

    /// <summary>True when the store has the end or refuses it, or the run was left to others: nothing more will happen in it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Completes with the end's publication, when one was decided.</summary>
    public Task? Writing => _writing;

    /// <summary>Leaves the crawl to others; an end that the store does not take at once is theirs to write, too.</summary>
    public void Leave() => IsOver = true;

    /// <summary>Ends a crawl whose pages are all done. False when that failed and must be tried again.</summary>
    /// <remarks>1. every chunk gets its vector, 2. the outcome is decided, 3. the end is written.</remarks>
    public async Task<bool> ConcludeAsync(CancellationToken stopping)
    {
        try
        {
            // 1.
            if (account.Record.Counters.ChunksEmbedded < account.Record.Counters.ChunksStored)
            {
                account.Say(CrawlStatus.Embedding, "All pages are stored; the last chunks get their vectors");
            }

            if (account.Record.Counters.ChunksStored > 0)
            {
                await embedding.DrainAsync(stopping);
            }

            // 2.
            await account.RefreshAsync();
            var error = account.Record.Counters.PagesDone > 0 ? null : await WhyNothingAsync();
            stopping.ThrowIfCancellationRequested();
            account.Say(CrawlStatus.Finalizing, "Writing the end");

            // 3.
            await WriteAsync(error is null ? CrawlStatus.Complete : CrawlStatus.Error, error);
            return true;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Cancelled or stopped meanwhile; whoever did that writes what happens.
            return true;
        }
        catch (Exception exception)
        {
            LogEndFailed(exception, account.Record.Id);
            await Task.Delay(RetryPause, clock, CancellationToken.None);
            return false;
        }
    }

    /// <summary>Ends the crawl, unless its end is decided; completes when the store has an end or refuses it.</summary>
    public async Task EndAsync(CrawlStatus status, string? error) => await Task.WhenAny(WriteAsync(status, error), _written.Task);

    private Task WriteAsync(CrawlStatus status, string? error) => _writing ??= WriteEndAsync(status, error);

    private async Task WriteEndAsync(CrawlStatus status, string? error)
    {
        await account.Outbox.WhenFlushed();
        if (status == CrawlStatus.Cancelled)
        {
            // Lanes that were stopped may have stored pages of which nobody told here.
            await account.TryRefreshAsync();
        }

        var now = clock.GetUtcNow();
        if (status == CrawlStatus.Complete)
        {
            account.SkipOpenPages();
        }

        var terminal = Terminal(status, error);
        var end = new CrawlEnd(account.Record.Id, account.Record.Epoch, status, error, now, JournalJson.ToEntry(terminal));
        for (var tried = false; !(IsOver && tried); tried = true)
        {
            try
            {
                var written = await store.EndCrawlAsync(end, CancellationToken.None) || (tried && await WasWrittenAsync(end));
                IsOver = true;
                if (written)
                {
                    account.End(status, error, now, terminal.Sequence);
                    _written.TrySetResult();
                    LogEnded(account.Record.Id, status, account.Record.Counters.PagesDone);
                    await account.Outbox.PublishTerminalAsync(terminal);
                }

                return;
            }
            catch (Exception exception)
            {
                LogEndFailed(exception, account.Record.Id);
                await Task.Delay(RetryPause, clock);
            }
        }
    }

    // The try before may have reached the store and only its answer got lost.
    private async Task<bool> WasWrittenAsync(CrawlEnd end)
    {
        var stored = await store.FindCrawlAsync(end.CrawlId, CancellationToken.None);
        return stored?.Status == end.Status && stored.LastSequence == end.Journal.Sequence;
    }

    private CrawlProgress Terminal(CrawlStatus status, string? error) => account.Draft(status switch
    {
        CrawlStatus.Complete => "Crawl operation completed successfully",
        CrawlStatus.Cancelled => "Crawl cancelled",
        _ => null,
    }) with
    {
        Sequence = account.Outbox.LastSequence + 1,
        Status = (GrainInterfaces.Crawling.CrawlStatus)status,
        Percentage = status switch { CrawlStatus.Complete => 100, CrawlStatus.Error => -1, _ => account.Percentage },
        EtaSeconds = null,
        Error = error,
    };

    private async Task<string> WhyNothingAsync()
    {
        var rows = await store.ListPagesAsync(account.Record.Id, null, 1, null, CancellationToken.None);
        return rows.Items.FirstOrDefault() is { } seed
            ? $"Nothing was collected: {seed.Url}: {seed.Detail ?? seed.Reason.ToName() ?? "no page was stored"}"
            : "Nothing was collected.";
    }
}
