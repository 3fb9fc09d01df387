using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Crawls;
using Archon.Storage.Postgres.Knowledge;
using Npgsql;

namespace Archon.Storage.Postgres.Frontier;

/// <summary>
/// Groups the page commits of one crawl and epoch that wait at the same time: they share a round trip, a transaction and a
/// flush of the log. A commit that finds nobody waiting goes at once. When a group fails, each of it goes alone.
/// </summary>
internal sealed class CommitQueue(PostgresDatabase database, Vocabulary vocabulary)
{
    private const int MostPages = 24;
    private const int MostChunks = 400;

    // Pages that come while a group is being written make the next one larger, which costs the server less than two small ones beside
    // each other, and both would meet at the tally. Only when many wait a second group goes, while the first waits for the disk.
    private const int MostGroups = 2;
    private const int Many = 8;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly HashSet<long> _underWay = [];
    private int _groups;

    public async Task<PageCommitResult> CommitAsync(PageCommit commit, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(commit, cancellationToken);
        var begin = false;
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_groups == 0 || (_groups < MostGroups && _waiting.Count >= Many))
            {
                _groups++;
                begin = true;
            }
        }

        if (begin)
        {
            _ = DrainAsync();
        }

        using var registration = cancellationToken.UnsafeRegister(static state => ((Waiting)state!).GiveUp(), waiting);
        return await waiting.Answer.ConfigureAwait(false);
    }

    private async Task DrainAsync()
    {
        // Off the caller's thread: a grain's turn is not the place to serialise other grains' pages.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (Take() is { } group)
        {
            await WriteAsync(group).ConfigureAwait(false);
            lock (_gate)
            {
                _underWay.ExceptWith(group.Select(waiting => waiting.Commit.PageId));
            }
        }
    }

    // No page twice in a group, nor in two groups at once: the second finds the outcome of the first.
    private List<Waiting>? Take()
    {
        lock (_gate)
        {
            var group = new List<Waiting>();
            var chunks = 0;
            for (var left = _groups > 1 && _waiting.Count < Many ? 0 : _waiting.Count; left > 0 && group.Count < MostPages && chunks < MostChunks; left--)
            {
                var next = _waiting.Dequeue();
                if (_underWay.Contains(next.Commit.PageId))
                {
                    _waiting.Enqueue(next);
                }
                else if (next.TryTake())
                {
                    _underWay.Add(next.Commit.PageId);
                    group.Add(next);
                    chunks += 1 + (next.Commit.Document?.Chunks.Length ?? 0);
                }
            }

            if (group.Count > 0)
            {
                // Of pages with the same text the first is stored: what says that another address is its own comes after that address.
                return [.. group.OrderBy(waiting => waiting.Commit.Document?.Claims is not null)];
            }

            // What waits for a page under way is taken by the one who writes that page.
            _groups--;
            return null;
        }
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            var answer = await SendAsync(group).ConfigureAwait(false);
            await vocabulary.TakeAsync(group.Select(waiting => waiting.Commit.Document).OfType<DocumentContent>()).ConfigureAwait(false);
            Answer(group, answer);
        }
        catch (Exception exception) when (group.Count == 1 || exception is StorageUnavailableException or ObjectDisposedException)
        {
            foreach (var waiting in group)
            {
                waiting.Fail(exception);
            }
        }
        catch (Exception)
        {
            foreach (var waiting in group)
            {
                await WriteAsync([waiting]).ConfigureAwait(false);
            }
        }
    }

    private Task<(int[] Outcomes, CrawlCounters? Counters)> SendAsync(List<Waiting> group)
    {
        var commits = group.ConvertAll(waiting => waiting.Commit);
        return database.CommitAsync(() => CommitStatement.Of(commits), ReadAsync, CancellationToken.None);
    }

    private static async Task<(int[] Outcomes, CrawlCounters? Counters)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetFieldValue<int[]>(0), reader.IsDBNull(1) ? null : CrawlRow.Counters(reader, 1));
    }

    private static void Answer(List<Waiting> group, (int[] Outcomes, CrawlCounters? Counters) answer)
    {
        for (var i = 0; i < group.Count; i++)
        {
            var commit = group[i].Commit;
            switch (answer.Outcomes[i])
            {
                case 3:
                    group[i].Fail(new ArgumentException($"Crawl {commit.CrawlId} has no page {commit.PageId}; commit a page it has claimed."));
                    break;
                case 4:
                    group[i].Fail(new ArgumentException($"Page {commit.PageId} of crawl {commit.CrawlId} is said to be unchanged, and nothing is stored of it; fetch it."));
                    break;
                case 5:
                    group[i].Complete(new PageCommitResult(CommitOutcome.Committed, answer.Counters, IsGone: true));
                    break;
                case 6:
                    group[i].Complete(new PageCommitResult(CommitOutcome.Committed, answer.Counters, IsDuplicate: true));
                    break;
                default:
                    group[i].Complete(new PageCommitResult((CommitOutcome)answer.Outcomes[i], answer.Counters));
                    break;
            }
        }
    }

    /// <summary>A commit and its caller, who may give up until it is taken.</summary>
    private sealed class Waiting(PageCommit commit, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<PageCommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public PageCommit Commit => commit;

        public Task<PageCommitResult> Answer => _answer.Task;

        public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

        public void GiveUp()
        {
            if (TryTake())
            {
                _answer.TrySetCanceled(cancellationToken);
            }
        }

        public void Complete(PageCommitResult result) => _answer.TrySetResult(result);

        public void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
