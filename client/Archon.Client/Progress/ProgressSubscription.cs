using System.Runtime.CompilerServices;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Microsoft.Extensions.Logging;

namespace Archon.Client.Progress;

/// <summary>
/// One reader of one crawl over Orleans: the stream is the fast path, the journal the truth. Every event is delivered once
/// and in order, and says how many it stands for; a reader too slow for every tick gets ticks folded.
/// </summary>
internal sealed partial class ProgressSubscription(IClusterClient cluster, string crawlId, TimeProvider clock, ILogger logger)
{
    /// <summary>The publisher sends a heartbeat after a second; longer than this without one means the stream is lost.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(2.5);

    /// <summary>A reader that takes longer than this for one page of the journal is behind.</summary>
    private static readonly TimeSpan SlowPage = TimeSpan.FromSeconds(1);

    private const int JournalPage = 256;

    /// <summary>A prompt reader finds one or two batches waiting, never this many events.</summary>
    private const int BehindBy = 16;

    private readonly ICrawlGrain _crawl = cluster.GetGrain<ICrawlGrain>(crawlId);

    private readonly Backoff _backoff = new(clock);

    /// <summary>
    /// The events above <paramref name="after"/>; ends after a terminal one that is the crawl's newest, or at once when there is no such
    /// crawl. A terminal one in the middle, before a retry, is an event like others.
    /// 1. Read the journal until nothing is missing. 2. Subscribe, once, and read the journal for what came meanwhile.
    /// 3. Deliver what the stream brings. 4. After a jump, a newer epoch or a silence begin again at 1; after the last two, subscribe again.
    /// </summary>
    public async IAsyncEnumerable<CrawlProgress> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = new ProgressPosition(after);
        var fresh = new List<CrawlProgress>();
        var behind = false;
        var silences = 0;
        await using var inbox = new ProgressInbox(cluster, crawlId, clock, logger);

        while (true)
        {
            // 1.
            var journal = await RetryAsync(token => _crawl.GetSinceAsync(position.Sequence, JournalPage, token), cancellationToken);
            if (!journal.Exists)
            {
                yield break;
            }

            fresh.Clear();
            position.Take(journal, fresh);
            var began = clock.GetTimestamp();
            foreach (var progress in behind ? ProgressFolding.Fold(fresh) : fresh)
            {
                yield return progress;
                if (progress.IsTerminal && progress.Sequence >= journal.LastSequence)
                {
                    yield break;
                }
            }

            behind = clock.GetElapsedTime(began) > SlowPage;
            if (fresh.Count > 0 && journal.LastSequence > position.Sequence)
            {
                continue;
            }

            // 2.
            if (!inbox.IsSubscribed || silences > 0)
            {
                if (await HasEndedBeforeAsync(position.Sequence, cancellationToken))
                {
                    yield break;
                }
            }

            // A paused crawl is silent for long: poll it, and subscribe again ever more rarely.
            if (!inbox.IsSubscribed || (silences > 0 && (silences & (silences - 1)) == 0))
            {
                if (await TrySubscribeAsync(inbox, cancellationToken) && silences == 0)
                {
                    continue;
                }
            }

            // 3.
            var verdict = BatchVerdict.Contiguous;
            var heard = clock.GetTimestamp();
            while (verdict is BatchVerdict.Contiguous or BatchVerdict.Stale)
            {
                // A publisher that no longer counts may go on for a while: its batches do not break the silence.
                var patience = Silence - clock.GetElapsedTime(heard);
                if (!await inbox.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, cancellationToken))
                {
                    silences++;
                    LogSilent(crawlId, position.Sequence);
                    break;
                }

                fresh.Clear();
                var counted = false;
                var newest = 0L;
                while (inbox.TryRead(out var batch))
                {
                    verdict = position.Take(batch, fresh);
                    counted |= verdict is not BatchVerdict.Stale;
                    newest = Math.Max(newest, batch.LastSequence);

                    if (verdict is BatchVerdict.Gap or BatchVerdict.NewEpoch)
                    {
                        break;
                    }
                }

                foreach (var progress in fresh.Count >= BehindBy ? ProgressFolding.Fold(fresh) : fresh)
                {
                    yield return progress;
                    if (progress.IsTerminal && progress.Sequence >= newest)
                    {
                        yield break;
                    }
                }

                if (counted)
                {
                    silences = 0;
                    heard = clock.GetTimestamp();
                }
            }

            // 4.
            behind |= verdict is BatchVerdict.Gap;
            if (verdict is BatchVerdict.NewEpoch)
            {
                await TrySubscribeAsync(inbox, cancellationToken);
            }
        }
    }

    /// <summary>True for a crawl that ended at or before this number: nothing will ever be published again.</summary>
    private async Task<bool> HasEndedBeforeAsync(long sequence, CancellationToken cancellationToken)
    {
        var crawl = await RetryAsync(_crawl.GetStatusAsync, cancellationToken);
        return crawl is null || (crawl.Status >= CrawlStatus.Complete && crawl.LastSequence <= sequence);
    }

    // The stream is the fast path only: a reader who cannot have it reads the journal at every silence.
    private async Task<bool> TrySubscribeAsync(ProgressInbox inbox, CancellationToken cancellationToken)
    {
        try
        {
            await inbox.SubscribeAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (ClusterErrors.IsUnavailable(exception, cancellationToken))
        {
            LogNotSubscribed(crawlId, exception.Message);
            return false;
        }
    }

    private async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await call(cancellationToken).WaitAsync(cancellationToken);
                _backoff.Reset();
                return answer;
            }
            catch (Exception exception) when (ClusterErrors.IsUnavailable(exception, cancellationToken))
            {
                LogUnavailable(crawlId, exception.Message);
            }

            await _backoff.WaitAsync(atLeast: null, cancellationToken);
        }
    }
}
