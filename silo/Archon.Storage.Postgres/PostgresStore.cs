using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Embedding;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Crawls;
using Archon.Storage.Postgres.Frontier;
using Archon.Storage.Postgres.Hosts;
using Archon.Storage.Postgres.Knowledge;
using Archon.Storage.Postgres.Search;
using Archon.Storage.Postgres.Uploads;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Postgres;

/// <summary>
/// Everything a cluster remembers, in one PostgreSQL database that all its nodes share. A node keeps nothing of its own, so any of
/// them may die at any time.
/// </summary>
public sealed partial class PostgresStore : IArchonStore, IAsyncDisposable
{
    private static readonly TimeSpan FillerPatience = TimeSpan.FromSeconds(3);

    private readonly PostgresDatabase _database;
    private readonly SchemaMigrator _migrator;
    private readonly SourceCleaner _cleaner;
    private readonly VectorFolder _folder;
    private readonly IndexFiller _filler;
    private readonly VectorModels _models;
    private readonly bool _replaceModel;
    private readonly bool _renameCluster;
    private readonly ClusterName _cluster;
    private readonly ClusterKey _key;
    private readonly PostgresCrawls _crawls;
    private readonly PostgresLifecycle _lifecycle;
    private readonly PostgresFrontier _frontier;
    private readonly PostgresJournal _journal;
    private readonly PostgresKnowledge _knowledge;
    private readonly PostgresBacklog _backlog;
    private readonly PostgresSummaries _summaries;
    private readonly PostgresExamples _examples;
    private readonly PostgresSearch _search;
    private readonly PostgresHosts _hosts;
    private readonly PostgresSchedules _schedules;
    private readonly PostgresUploads _uploads;
    private int _disposed;

    public PostgresStore(IOptions<PostgresOptions> options, TimeProvider clock)
    {
        _replaceModel = options.Value.ReplaceEmbeddingModel;
        _renameCluster = options.Value.RenameCluster;
        _database = new PostgresDatabase(options.Value);
        _cluster = new ClusterName(_database);
        _key = new ClusterKey(_database);
        _migrator = new SchemaMigrator(_database);
        _cleaner = new SourceCleaner(_database);
        _folder = new VectorFolder(_database, clock);
        _models = new VectorModels(_database);
        var vocabulary = new Vocabulary(_database);
        _filler = new IndexFiller(_database, vocabulary);
        _crawls = new PostgresCrawls(_database);
        _lifecycle = new PostgresLifecycle(_database);
        _frontier = new PostgresFrontier(_database, vocabulary);
        _journal = new PostgresJournal(_database);
        _knowledge = new PostgresKnowledge(_database, new ChunkList(_database, _models), _cleaner);
        _backlog = new PostgresBacklog(_database, _models, _folder);
        _summaries = new PostgresSummaries(_database);
        _examples = new PostgresExamples(_database);
        _search = new PostgresSearch(_database, _models, new WordFrequencies(_database, clock));
        _hosts = new PostgresHosts(_database);
        _schedules = new PostgresSchedules(_database);
        _uploads = new PostgresUploads(_database);
    }

    /// <summary>Ends when the rows of deleted sources are gone; to everybody they are gone at once.</summary>
    internal Task Cleaning => _cleaner.Cleaning;

    /// <summary>Ends when what an older version stored has its words in every index, or another node sees to it.</summary>
    internal Task Filling => _filler.Filling;

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await _migrator.MigrateAsync(cancellationToken).ConfigureAwait(false);

        // What a stop left of a deletion.
        _cleaner.Start();
        _filler.Start();
    }

    /// <summary>Joins the cluster whose database this is, and names it when it has no name. After <see cref="MigrateAsync"/>.</summary>
    /// <param name="name">The name of the node's cluster.</param>
    /// <param name="silence">How long a silo that gives no sign of life still counts as alive, when the cluster is to be renamed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">It is another cluster's; the message says which and what to do.</exception>
    public Task JoinClusterAsync(string name, TimeSpan silence, CancellationToken cancellationToken) =>
        _cluster.ClaimAsync(name, silence, _renameCluster, cancellationToken);

    /// <summary>Makes this the key that the cluster's silos encrypt with. After <see cref="JoinClusterAsync"/>.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="key">What tells the key from others; null when the silo has none.</param>
    /// <param name="silence">How long a silo that gives no sign of life still counts as alive, when the key is to be replaced.</param>
    /// <param name="replace">The cluster's key may be replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The cluster has another key; the message says what to do.</exception>
    public Task DeclareSecretKeyAsync(string cluster, string? key, TimeSpan silence, bool replace, CancellationToken cancellationToken) =>
        _key.ClaimAsync(cluster, key, silence, replace, cancellationToken);

    /// <summary>True when the server does not answer at all, or is starting or stopping: waiting may help, and mending is nobody's task yet.</summary>
    public static bool IsAway(StorageUnavailableException exception) => StorageFaults.MeansAway(exception.InnerException);

    /// <summary>Makes this the model of the cluster's vectors. After <see cref="MigrateAsync"/>.</summary>
    /// <exception cref="StorageUnavailableException">The cluster embeds with another model; the message says what to do.</exception>
    public Task DeclareModelAsync(string model, int dimensions, CancellationToken cancellationToken) =>
        _models.DeclareAsync(model, dimensions, _replaceModel, cancellationToken);

    /// <summary>Folds the vectors of a model into its index until at most this many wait.</summary>
    internal async Task FoldVectorsAsync(string model, int leave)
    {
        if (await _models.FindAsync(model, CancellationToken.None).ConfigureAwait(false) is { } found)
        {
            await _folder.FoldAsync(found, leave).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of the connections. A container that knows the store by several names asks more than once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // A database that does not answer is not waited for.
        await Task.WhenAny(_filler.StopAsync(), Task.Delay(FillerPatience)).ConfigureAwait(false);
        await _folder.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
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
        _lifecycle.EndCrawlAsync(end, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        _lifecycle.PauseCrawlAsync(pause, cancellationToken);

    /// <inheritdoc/>
    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        _lifecycle.RetryCrawlAsync(retry, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _lifecycle.RetryPagesAsync(crawlId, epoch, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _lifecycle.SkipPendingPagesAsync(crawlId, epoch, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(
        string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _frontier.ClaimPagesAsync(crawlId, epoch, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken) =>
        _frontier.CommitPageAsync(commit, cancellationToken);

    /// <inheritdoc/>
    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        _frontier.AdmitPagesAsync(admission, cancellationToken);

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
        _frontier.AdmitUnseenAsync(crawlId, epoch, after, limit, depth, cancellationToken);

    /// <inheritdoc/>
    public Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        _frontier.TakeDuplicatesAsync(crawlId, epoch, after, limit, cancellationToken);

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
        _journal.AppendJournalAsync(crawlId, epoch, entries, cancellationToken);

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
