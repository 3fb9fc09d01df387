using System.Collections.Concurrent;
using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Embedding;
using Archon.Domain.Summaries;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <summary>The store of a cluster, with faults on order: an operation may fail so many times, or wait for the test; a change that waits can be taken back.</summary>
internal sealed class FaultyStore(IArchonStore inner) : IArchonStore
{
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Task>> _before = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Task>> _after = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CrawlEnd>> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>The store without faults.</summary>
    public IArchonStore Inner => inner;

    /// <summary>Lets the next calls of an operation fail before they reach the store.</summary>
    public void Fail(string operation, int times) => _failures[operation] = times;

    /// <summary>Failures an operation still owes.</summary>
    public int FailuresLeft(string operation) => _failures.GetValueOrDefault(operation);

    /// <summary>Runs before each call of an operation.</summary>
    public void Before(string operation, Func<Task> action) => _before[operation] = action;

    /// <summary>Runs after each call of an operation that the store has carried out, before its caller learns of it.</summary>
    public void After(string operation, Func<Task> action) => _after[operation] = action;

    /// <summary>How often an operation was called.</summary>
    public int Calls(string operation) => _calls.GetValueOrDefault(operation);

    /// <summary>Completes when the crawl's end is durable.</summary>
    public Task<CrawlEnd> Ended(string crawlId) => Patience.WaitAsync(End(crawlId).Task);

    /// <summary>The crawl ends again.</summary>
    public void ForgetEnd(string crawlId) => _ends.TryRemove(crawlId, out _);

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    public Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(CreateCrawlAsync), () => inner.CreateCrawlAsync(crawl, cancellationToken), cancellationToken);

    public Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindCrawlAsync), () => inner.FindCrawlAsync(crawlId, cancellationToken));

    public Task<ListPage<CrawlRecord>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListCrawlsAsync), () => inner.ListCrawlsAsync(status, limit, cursor, cancellationToken));

    public Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListRunningCrawlsAsync), () => inner.ListRunningCrawlsAsync(limit, cancellationToken));

    public Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(OpenEpochAsync), () => inner.OpenEpochAsync(crawlId, now, cancellationToken), cancellationToken);

    public Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(SetCrawlStatusAsync), () => inner.SetCrawlStatusAsync(crawlId, epoch, status, cancellationToken), cancellationToken);

    public Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(EndCrawlAsync), async () =>
        {
            var counters = await inner.EndCrawlAsync(end, cancellationToken);
            if (counters is not null)
            {
                End(end.CrawlId).TrySetResult(end);
            }

            return counters;
        }, cancellationToken);

    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(PauseCrawlAsync), () => inner.PauseCrawlAsync(pause, cancellationToken), cancellationToken);

    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(RetryCrawlAsync), async () =>
        {
            var result = await inner.RetryCrawlAsync(retry, cancellationToken);
            if (result.Outcome == RetryOutcome.Queued)
            {
                ForgetEnd(retry.CrawlId);
            }

            return result;
        }, cancellationToken);

    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(RetryPagesAsync), () => inner.RetryPagesAsync(crawlId, epoch, limit, cancellationToken));

    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(SkipPendingPagesAsync), () => inner.SkipPendingPagesAsync(crawlId, epoch, limit, cancellationToken));

    public Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ClaimPagesAsync), () => inner.ClaimPagesAsync(crawlId, epoch, limit, cancellationToken));

    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken) =>
        CallAsync(nameof(CommitPageAsync), () => inner.CommitPageAsync(commit, cancellationToken));

    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        CallAsync(nameof(AdmitPagesAsync), () => inner.AdmitPagesAsync(admission, cancellationToken));

    public Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindPagesAsync), () => inner.FindPagesAsync(crawlId, urls, cancellationToken));

    public Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListDonePagesAsync), () => inner.ListDonePagesAsync(crawlId, after, limit, cancellationToken));

    public Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken) =>
        CallAsync(nameof(RewritePageAsync), () => inner.RewritePageAsync(commit, formerHash, cancellationToken));

    public Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken) =>
        CallAsync(nameof(KeepDiscoveryAsync), () => inner.KeepDiscoveryAsync(crawlId, epoch, discovery, cancellationToken));

    public Task<UnseenPages?> AdmitUnseenAsync(string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken) =>
        CallAsync(nameof(AdmitUnseenAsync), () => inner.AdmitUnseenAsync(crawlId, epoch, after, limit, depth, cancellationToken));

    public Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(TakeDuplicatesAsync), () => inner.TakeDuplicatesAsync(crawlId, epoch, after, limit, cancellationToken));

    public Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReleasePagesAsync), async () =>
        {
            await inner.ReleasePagesAsync(crawlId, epoch, pageIds, cancellationToken);
            return true;
        });

    public Task<ListPage<PageRow>> ListPagesAsync(string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListPagesAsync), () => inner.ListPagesAsync(crawlId, state, limit, cursor, cancellationToken));

    public Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountReasonsAsync), () => inner.CountReasonsAsync(crawlId, cancellationToken));

    public Task<bool> AppendJournalAsync(string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        CallAsync(nameof(AppendJournalAsync), () => inner.AppendJournalAsync(crawlId, epoch, entries, cancellationToken));

    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadJournalAsync), () => inner.ReadJournalAsync(crawlId, after, limit, cancellationToken));

    public Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        inner.ListSourcesAsync(limit, cursor, cancellationToken);

    public Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) => inner.FindSourceAsync(sourceId, cancellationToken);

    public Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        inner.DeleteSourceAsync(sourceId, cancellationToken);

    public Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken) =>
        inner.FindDocumentAsync(documentId, cancellationToken);

    public Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken) => inner.FindDocumentByUrlAsync(url, cancellationToken);

    public Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindVersionAsync), () => inner.FindVersionAsync(sourceId, url, cancellationToken));

    public Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindSignatureAsync), () => inner.FindSignatureAsync(crawlId, url, cancellationToken));

    public Task<ListPage<DocumentRecord>> ListDocumentsAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        inner.ListDocumentsAsync(sourceId, limit, cursor, cancellationToken);

    public Task<ListPage<ChunkRecord>> ListChunksAsync(string sourceId, string model, int limit, string? cursor, CancellationToken cancellationToken) =>
        inner.ListChunksAsync(sourceId, model, limit, cursor, cancellationToken);

    public Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadBacklogAsync), () => inner.ReadBacklogAsync(sourceId, model, after, limit, cancellationToken));

    public Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadContextsAsync), () => inner.ReadContextsAsync(chunkIds, cancellationToken));

    public Task<UnsummarisedExamples> ReadUnsummarisedAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadUnsummarisedAsync), () => inner.ReadUnsummarisedAsync(sourceId, model, after, limit, cancellationToken));

    public Task<ImmutableArray<long>> UseSummariesAsync(string model, ImmutableArray<ExampleHash> examples, CancellationToken cancellationToken) =>
        CallAsync(nameof(UseSummariesAsync), () => inner.UseSummariesAsync(model, examples, cancellationToken));

    public Task<int> StoreSummaryAsync(WrittenSummary summary, CancellationToken cancellationToken) =>
        CallAsync(nameof(StoreSummaryAsync), () => inner.StoreSummaryAsync(summary, cancellationToken));

    public Task<SourceMaterial?> ReadSourceMaterialAsync(string sourceId, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadSourceMaterialAsync), () => inner.ReadSourceMaterialAsync(sourceId, cancellationToken));

    public Task<bool> UseSourceSummaryAsync(string sourceId, string model, string hash, CancellationToken cancellationToken) =>
        CallAsync(nameof(UseSourceSummaryAsync), () => inner.UseSourceSummaryAsync(sourceId, model, hash, cancellationToken));

    public Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ReadFirstPassagesAsync(ImmutableArray<string> sourceIds, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadFirstPassagesAsync), () => inner.ReadFirstPassagesAsync(sourceIds, cancellationToken));

    public Task<IReadOnlyDictionary<string, long>> CountSummarisedAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountSummarisedAsync), () => inner.CountSummarisedAsync(sourceIds, model, cancellationToken));

    public Task<ImmutableArray<SketchedExample>> ReadSketchesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadSketchesAsync), () => inner.ReadSketchesAsync(sourceId, after, limit, cancellationToken));

    public Task<ImmutableArray<ExampleCode>> ReadExampleCodeAsync(ImmutableArray<long> ids, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadExampleCodeAsync), () => inner.ReadExampleCodeAsync(ids, cancellationToken));

    public Task GroupExamplesAsync(ImmutableArray<GroupedExample> examples, CancellationToken cancellationToken) =>
        CallAsync(
            nameof(GroupExamplesAsync),
            async () =>
            {
                await inner.GroupExamplesAsync(examples, cancellationToken);
                return true;
            });

    public Task<long?> ForgetUnusedSummariesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ForgetUnusedSummariesAsync), () => inner.ForgetUnusedSummariesAsync(sourceId, after, limit, cancellationToken));

    public Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountBacklogAsync), () => inner.CountBacklogAsync(sourceIds, model, cancellationToken));

    public Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken) =>
        CallAsync(
            nameof(RefuseChunkAsync),
            async () =>
            {
                await inner.RefuseChunkAsync(model, chunkId, reason, cancellationToken);
                return true;
            });

    public Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListRefusedAsync), () => inner.ListRefusedAsync(sourceIds, model, most, cancellationToken));

    public Task<ImmutableArray<string>> ListFormerModelsAsync(string model, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListFormerModelsAsync), () => inner.ListFormerModelsAsync(model, cancellationToken));

    public Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken) =>
        CallAsync(nameof(StoreVectorsAsync), async () =>
        {
            await inner.StoreVectorsAsync(model, vectors, cancellationToken);
            return true;
        });

    public Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken) =>
        inner.ReadAroundAsync(places, reach, cancellationToken);

    public Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindHostAsync), () => inner.FindHostAsync(origin, cancellationToken));

    public Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken) =>
        CallAsync(nameof(SaveHostAsync), async () =>
        {
            await inner.SaveHostAsync(host, cancellationToken);
            return true;
        });

    public Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListHostsAsync), () => inner.ListHostsAsync(limit, cancellationToken));

    public Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(ScheduleRefreshAsync), () => inner.ScheduleRefreshAsync(sourceId, schedule, cancellationToken), cancellationToken);

    public Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListDueRefreshesAsync), () => inner.ListDueRefreshesAsync(now, limit, cancellationToken));

    public Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken) =>
        CallAsync(nameof(PutOffRefreshAsync), () => inner.PutOffRefreshAsync(due, next, cancellationToken));

    public Task<UploadOutcome> KeepUploadsAsync(
        string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, DateTimeOffset now, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(KeepUploadsAsync), () => inner.KeepUploadsAsync(crawlId, documents, bounds, now, cancellationToken), cancellationToken);

    public Task<long> CountUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountUploadsAsync), () => inner.CountUploadsAsync(crawlId, cancellationToken));

    public Task<long?> MeasureUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(MeasureUploadAsync), () => inner.MeasureUploadAsync(crawlId, url, cancellationToken));

    public Task<UploadedDocument?> FindUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindUploadAsync), () => inner.FindUploadAsync(crawlId, url, cancellationToken));

    public Task ForgetUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(ForgetUploadAsync), async () =>
        {
            await inner.ForgetUploadAsync(crawlId, url, cancellationToken);
            return true;
        });

    public Task DropUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(DropUploadsAsync), async () =>
        {
            await inner.DropUploadsAsync(crawlId, cancellationToken);
            return true;
        });

    public Task<int> ForgetStaleUploadsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ForgetStaleUploadsAsync), () => inner.ForgetStaleUploadsAsync(before, limit, cancellationToken));

    public Task<RemovedDocuments?> RemoveUnlistedAsync(
        string crawlId, long epoch, string folder, string after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(RemoveUnlistedAsync), () => inner.RemoveUnlistedAsync(crawlId, epoch, folder, after, limit, cancellationToken));

    private Task<T> CallAsync<T>(string operation, Func<Task<T>> call) => CallWithdrawableAsync(operation, call, CancellationToken.None);

    private async Task<T> CallWithdrawableAsync<T>(string operation, Func<Task<T>> call, CancellationToken withdrawn)
    {
        _calls.AddOrUpdate(operation, 1, (_, count) => count + 1);
        if (_before.TryGetValue(operation, out var before))
        {
            await before().WaitAsync(withdrawn);
        }

        if (_failures.TryGetValue(operation, out var left) && left > 0)
        {
            _failures.AddOrUpdate(operation, 0, (_, count) => count - 1);
            throw new StorageUnavailableException($"{operation} fails because the test says so.");
        }

        var result = await call();
        if (_after.TryGetValue(operation, out var after))
        {
            await after();
        }

        return result;
    }

    private TaskCompletionSource<CrawlEnd> End(string crawlId) =>
        _ends.GetOrAdd(crawlId, _ => new TaskCompletionSource<CrawlEnd>(TaskCreationOptions.RunContinuationsAsynchronously));
}
