using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Embedding;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Frontier;
using Archon.Storage.Sqlite.Hosts;
using Archon.Storage.Sqlite.Knowledge;
using Archon.Storage.Sqlite.Search;
using Archon.Storage.Sqlite.Uploads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Sqlite;

/// <summary>
/// Everything a node remembers, in one SQLite file. One thread writes, two answer short reads and two long ones; each
/// sees only what is committed.
/// </summary>
public sealed partial class SqliteStore : IArchonStore, IAsyncDisposable
{
    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _shortReads;
    private readonly SqliteReaders _longReads;
    private readonly SourceCleaner _cleaner;
    private readonly IndexFiller _filler;
    private readonly StoreTrouble _pageTrouble;
    private readonly StoreTrouble _otherTrouble;
    private readonly SqliteCrawls _crawls;
    private readonly SqliteLifecycle _lifecycle;
    private readonly SqliteFrontier _frontier;
    private readonly SqliteJournal _journal;
    private readonly SqliteKnowledge _knowledge;
    private readonly SqliteBacklog _backlog;
    private readonly SqliteSummaries _summaries;
    private readonly SqliteExamples _examples;
    private readonly SqliteSearch _search;
    private readonly SqliteHosts _hosts;
    private readonly SqliteSchedules _schedules;
    private readonly SqliteUploads _uploads;

    public SqliteStore(IOptions<SqliteOptions> options, ILogger<SqliteStore>? logger = null, TimeProvider? clock = null)
    {
        _pageTrouble = new StoreTrouble(clock ?? TimeProvider.System);
        _otherTrouble = new StoreTrouble(clock ?? TimeProvider.System);
        _path = options.Value.Path;
        _writer = new SqliteWriter(_path);
        _shortReads = new SqliteReaders(_path, "reads", threads: 2);
        _longReads = new SqliteReaders(_path, "search", threads: 2);
        _cleaner = new SourceCleaner(_writer, logger ?? NullLogger<SqliteStore>.Instance);
        _filler = new IndexFiller(_writer, logger ?? NullLogger<SqliteStore>.Instance);
        _crawls = new SqliteCrawls(_writer, _shortReads);
        _lifecycle = new SqliteLifecycle(_writer);
        _frontier = new SqliteFrontier(_writer, _shortReads);
        _journal = new SqliteJournal(_writer, _shortReads);
        _knowledge = new SqliteKnowledge(_writer, _shortReads, _longReads, _cleaner);
        var sketches = new VectorSketches(options.Value.VectorMegabytes * 1_000_000L);
        _backlog = new SqliteBacklog(_writer, _longReads, sketches);
        _summaries = new SqliteSummaries(_writer, _longReads);
        _examples = new SqliteExamples(_writer, _longReads);
        _search = new SqliteSearch(_longReads, sketches, _filler);
        _hosts = new SqliteHosts(_writer, _shortReads);
        _schedules = new SqliteSchedules(_writer, _shortReads);
        _uploads = new SqliteUploads(_writer, _shortReads);
    }

    /// <summary>
    /// Why pages, or else events and ends of crawls, cannot be written; null when they can. Small writes may still fit a disk that has no
    /// room for a page, so they do not speak for pages.
    /// </summary>
    public StoreFault? Fault => _pageTrouble.Current ?? _otherTrouble.Current;

    /// <summary>Ends when the rows of deleted sources are gone from the file; to everybody they are gone at once.</summary>
    internal Task Cleaning => _cleaner.Cleaning;

    /// <summary>Ends when no words of what is stored are being read.</summary>
    internal Task Filling => _filler.Filling;

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await Task.Factory.StartNew(
            () => SchemaMigrator.Migrate(_path), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);

        // What a stop left of a deletion.
        _cleaner.Start();
        _filler.Start();
    }

    /// <summary>Serves what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _shortReads.DisposeAsync().ConfigureAwait(false);
        await _longReads.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken) =>
        _crawls.CreateCrawlAsync(crawl, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken) =>
        _crawls.FindCrawlAsync(crawlId, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<CrawlRecord>> ListCrawlsAsync(
        CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken) =>
        _crawls.ListCrawlsAsync(status, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken) =>
        _crawls.ListRunningCrawlsAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken) =>
        _crawls.OpenEpochAsync(crawlId, now, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken) =>
        _crawls.SetCrawlStatusAsync(crawlId, epoch, status, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.EndCrawlAsync(end, cancellationToken));

    /// <inheritdoc/>
    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.PauseCrawlAsync(pause, cancellationToken));

    /// <inheritdoc/>
    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.RetryCrawlAsync(retry, cancellationToken));

    /// <inheritdoc/>
    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.RetryPagesAsync(crawlId, epoch, limit, cancellationToken));

    /// <inheritdoc/>
    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.SkipPendingPagesAsync(crawlId, epoch, limit, cancellationToken));

    /// <inheritdoc/>
    public Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(
        string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _frontier.ClaimPagesAsync(crawlId, epoch, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.CommitPageAsync(commit, cancellationToken));

    /// <inheritdoc/>
    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.AdmitPagesAsync(admission, cancellationToken));

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken) =>
        _frontier.FindPagesAsync(crawlId, urls, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        _frontier.ListDonePagesAsync(crawlId, after, limit, cancellationToken);

    public Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken) =>
        _frontier.RewritePageAsync(commit, formerHash, cancellationToken);

    public Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken) =>
        _frontier.KeepDiscoveryAsync(crawlId, epoch, discovery, cancellationToken);

    /// <inheritdoc/>
    public Task<UnseenPages?> AdmitUnseenAsync(
        string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.AdmitUnseenAsync(crawlId, epoch, after, limit, depth, cancellationToken));

    /// <inheritdoc/>
    public Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.TakeDuplicatesAsync(crawlId, epoch, after, limit, cancellationToken));

    /// <inheritdoc/>
    public Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken) =>
        _frontier.ReleasePagesAsync(crawlId, epoch, pageIds, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<PageRow>> ListPagesAsync(
        string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken) =>
        _frontier.ListPagesAsync(crawlId, state, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken) =>
        _frontier.CountReasonsAsync(crawlId, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AppendJournalAsync(
        string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_journal.AppendJournalAsync(crawlId, epoch, entries, cancellationToken));

    /// <inheritdoc/>
    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(
        string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        _journal.ReadJournalAsync(crawlId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        _knowledge.ListSourcesAsync(limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        _knowledge.FindSourceAsync(sourceId, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        _knowledge.DeleteSourceAsync(sourceId, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken) =>
        _knowledge.FindDocumentAsync(documentId, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken) =>
        _knowledge.FindDocumentByUrlAsync(url, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken) =>
        _knowledge.FindVersionAsync(sourceId, url, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        _knowledge.FindSignatureAsync(crawlId, url, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<DocumentRecord>> ListDocumentsAsync(
        string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        _knowledge.ListDocumentsAsync(sourceId, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<ChunkRecord>> ListChunksAsync(
        string sourceId, string model, int limit, string? cursor, CancellationToken cancellationToken) =>
        _knowledge.ListChunksAsync(sourceId, model, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(
        string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        _backlog.ReadBacklogAsync(sourceId, model, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken) =>
        _backlog.ReadContextsAsync(chunkIds, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        _backlog.CountBacklogAsync(sourceIds, model, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListFormerModelsAsync(string model, CancellationToken cancellationToken) =>
        _backlog.ListFormerModelsAsync(model, cancellationToken);

    /// <inheritdoc/>
    public Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken) =>
        _backlog.StoreVectorsAsync(model, vectors, cancellationToken);

    /// <inheritdoc/>
    public Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken) =>
        _backlog.RefuseChunkAsync(model, chunkId, reason, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken) =>
        _backlog.ListRefusedAsync(sourceIds, model, most, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken) =>
        _search.SearchAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken) =>
        _search.ReadAroundAsync(places, reach, cancellationToken);

    /// <inheritdoc/>
    public Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken) => _hosts.FindHostAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken) => _hosts.SaveHostAsync(host, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken) => _hosts.ListHostsAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken) =>
        _schedules.ScheduleRefreshAsync(sourceId, schedule, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _schedules.ListDueRefreshesAsync(now, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken) =>
        _schedules.PutOffRefreshAsync(due, next, cancellationToken);
}
