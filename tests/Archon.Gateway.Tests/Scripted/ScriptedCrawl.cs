using System.Runtime.CompilerServices;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Gateway.Tests.Scripted;

/// <summary>A crawl whose events the test appends one by one; readers wait for them as they would for real ones.</summary>
internal sealed class ScriptedCrawl(string id, string url)
{
    private readonly Lock _lock = new();

    private readonly List<CrawlProgress> _events = [];

    private TaskCompletionSource _appended = NewSignal();

    private TaskCompletionSource _readersChanged = NewSignal();

    private int _readers;

    public string Id => id;

    public Crawl Now { get; private set; } = new()
    {
        Id = id,
        Url = url,
        Status = CrawlStatus.Queued,
        CreatedAt = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
        SourceId = "source-" + id,
    };

    /// <summary>Pages that were being stored when the end was decided: the crawl counts them, its last event does not.</summary>
    public long StoredAtTheEnd { get; set; }

    public CrawlProgress Append(CrawlStatus status, double percentage, string? log = null, long done = 0, string? currentUrl = null, string? error = null, double etaSeconds = 12)
    {
        lock (_lock)
        {
            var progress = new CrawlProgress
            {
                ProgressId = id,
                Sequence = _events.Count + 1,
                Timestamp = Now.CreatedAt.AddSeconds(_events.Count),
                Status = status,
                Percentage = percentage,
                Log = log,
                CurrentUrl = currentUrl,
                PagesDiscovered = Math.Max(done, 40),
                PagesDone = done,
                PagesFailed = 2,
                PagesSkipped = 3,
                ChunksStored = done * 6,
                ChunksEmbedded = done * 5,
                CodeExamples = done * 2,
                PagesPerSecond = 7.5,
                EtaSeconds = etaSeconds,
                Error = error,
            };
            _events.Add(progress);
            Now = Now with
            {
                Status = status,
                Percentage = percentage,
                LastSequence = progress.Sequence,
                PagesDiscovered = progress.PagesDiscovered,
                PagesDone = progress.PagesDone + (progress.IsTerminal ? StoredAtTheEnd : 0),
                PagesFailed = progress.PagesFailed,
                PagesSkipped = progress.PagesSkipped,
                ChunksStored = progress.ChunksStored,
                ChunksEmbedded = progress.ChunksEmbedded,
                CodeExamples = progress.CodeExamples,
                Error = error,
            };
            Interlocked.Exchange(ref _appended, NewSignal()).SetResult();
            return progress;
        }
    }

    /// <summary>Completes when exactly this many read the events.</summary>
    public async Task WaitForReadersAsync(int readers, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_readers == readers)
                {
                    return;
                }

                changed = _readersChanged.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public async IAsyncEnumerable<CrawlProgress> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChangeReaders(1);
        try
        {
            var delivered = after;
            while (true)
            {
                CrawlProgress[] fresh;
                Task appended;
                bool ended;
                lock (_lock)
                {
                    fresh = [.. _events.Where(progress => progress.Sequence > delivered)];
                    appended = _appended.Task;
                    ended = Now.Status >= CrawlStatus.Complete;
                }

                foreach (var progress in fresh)
                {
                    delivered = progress.Sequence;
                    yield return progress;
                }

                if (ended)
                {
                    yield break;
                }

                await appended.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            ChangeReaders(-1);
        }
    }

    private void ChangeReaders(int by)
    {
        lock (_lock)
        {
            _readers += by;
            Interlocked.Exchange(ref _readersChanged, NewSignal()).SetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
