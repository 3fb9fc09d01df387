using System.Collections.Concurrent;
using System.Threading.Channels;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Progress;

namespace Archon.Gateway.Tests.Cluster;

/// <summary>What a crawl grain's journal holds, and who asked it.</summary>
internal sealed class JournalScript(string crawlId)
{
    private readonly Channel<long> _calls = Channel.CreateUnbounded<long>();

    private readonly ConcurrentQueue<Exception> _failures = [];

    public List<CrawlProgress> Events { get; } = [];

    public bool Exists { get; set; } = true;

    public CrawlProgress Add(long sequence, string? log = null, CrawlStatus status = CrawlStatus.Crawling, long coalesced = 0)
    {
        var progress = Event(sequence, log, status, coalesced);
        lock (Events)
        {
            Events.Add(progress);
        }

        return progress;
    }

    public CrawlProgress Event(long sequence, string? log = null, CrawlStatus status = CrawlStatus.Crawling, long coalesced = 0) => new()
    {
        ProgressId = crawlId,
        Sequence = sequence,
        Timestamp = DateTimeOffset.UnixEpoch,
        Status = status,
        Percentage = 1,
        Log = log,
        Coalesced = coalesced,
    };

    public void FailOnce(Exception exception) => _failures.Enqueue(exception);

    /// <summary>The number the next question asked after.</summary>
    public ValueTask<long> NextQuestionAsync(CancellationToken cancellationToken) => _calls.Reader.ReadAsync(cancellationToken);

    /// <summary>True when there was a question nobody looked at.</summary>
    public bool WasAsked => _calls.Reader.TryPeek(out _);

    public CrawlEvents Answer(long after, int limit)
    {
        _calls.Writer.TryWrite(after);
        if (_failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        lock (Events)
        {
            return new CrawlEvents
            {
                Exists = Exists,
                Items = [.. Events.Where(progress => progress.Sequence > after).Take(limit)],
                LastSequence = Events.Count == 0 ? 0 : Events[^1].Sequence,
            };
        }
    }

    public Crawl? Status()
    {
        lock (Events)
        {
            var last = Events.LastOrDefault();
            return !Exists ? null : new Crawl
            {
                Id = crawlId,
                Url = "https://a/",
                Status = last?.Status ?? CrawlStatus.Queued,
                CreatedAt = DateTimeOffset.UnixEpoch,
                LastSequence = last?.Sequence ?? 0,
            };
        }
    }
}

/// <summary>A crawl grain that answers what the test wrote down.</summary>
[GrainType("archon.crawl")]
internal sealed class ScriptedCrawlGrain : Grain, ICrawlGrain
{
    public static ConcurrentDictionary<string, JournalScript> Scripts { get; } = [];

    private JournalScript Script => Scripts[this.GetPrimaryKeyString()];

    public Task<StartCrawlResult> RefreshAsync(StartRefresh command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StartCrawlResult> StartAsync(StartCrawl command, CancellationToken cancellationToken) => Task.FromResult(
        new StartCrawlResult { Outcome = StartOutcome.Started, CrawlId = this.GetPrimaryKeyString(), Message = command.PrivateAccess.ToString() });

    public Task<AddDocumentsResult> AddDocumentsAsync(StartDocuments command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EnsureRunningAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Crawl?> GetStatusAsync(CancellationToken cancellationToken) => Task.FromResult(Script.Status());

    public Task<CrawlEvents> GetSinceAsync(long after, int limit, CancellationToken cancellationToken) => Task.FromResult(Script.Answer(after, limit));

    public Task PageFetchedAsync(long epoch, long pageId) => Task.CompletedTask;

    public Task<CancelOutcome> CancelAsync(CancellationToken cancellationToken) => throw new TimeoutException("The silo is slow.");

    public Task<PauseOutcome> PauseAsync(CancellationToken cancellationToken) => throw new TimeoutException("The silo is slow.");

    public Task<ResumeOutcome> ResumeAsync(CancellationToken cancellationToken) => throw new TimeoutException("The silo is slow.");

    public Task<RetryFailedResult> RetryFailedAsync(CancellationToken cancellationToken) => throw new TimeoutException("The silo is slow.");
}
