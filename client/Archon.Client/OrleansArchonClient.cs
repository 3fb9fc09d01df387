using System.Runtime.CompilerServices;
using Archon.Client.Documents;
using Archon.Client.Progress;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.GrainInterfaces.Progress;
using Archon.GrainInterfaces.Search;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Client;

/// <summary>Archon over an Orleans client, or from within a silo. Thread-safe.</summary>
public sealed class OrleansArchonClient(IClusterClient cluster, TimeProvider? clock = null, ILoggerFactory? loggers = null) : IArchonClient
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    private readonly ILogger _progressLog = (loggers ?? NullLoggerFactory.Instance).CreateLogger<ProgressSubscription>();

    private ILibraryGrain Library => cluster.GetGrain<ILibraryGrain>(0);

    /// <inheritdoc/>
    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default) =>
        StartCrawlAsync(request, PrivateAccess.None, cancellationToken);

    /// <summary>Starts a crawl with what this caller is trusted with. A gateway grants nothing but to the owner of its data folder.</summary>
    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, PrivateAccess privateAccess, CancellationToken cancellationToken = default)
    {
        var command = new StartCrawl { Request = request, PrivateAccess = privateAccess };
        return StartAsync(grain => grain.StartAsync(command, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StartCrawlResult> RefreshSourceAsync(string sourceId, CancellationToken cancellationToken = default) =>
        RefreshSourceAsync(sourceId, PrivateAccess.None, cancellationToken);

    /// <summary>Refreshes a source with what this caller is trusted with, see <see cref="StartCrawlAsync(CrawlRequest, PrivateAccess, CancellationToken)"/>.</summary>
    public Task<StartCrawlResult> RefreshSourceAsync(string sourceId, PrivateAccess privateAccess, CancellationToken cancellationToken = default)
    {
        var command = new StartRefresh { SourceId = sourceId, PrivateAccess = privateAccess };
        return StartAsync(grain => grain.RefreshAsync(command, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, CancellationToken cancellationToken = default) =>
        ScheduleRefreshAsync(sourceId, every, PrivateAccess.None, cancellationToken);

    /// <summary>Schedules refreshes that have what this caller is trusted with, see <see cref="StartCrawlAsync(CrawlRequest, PrivateAccess, CancellationToken)"/>.</summary>
    public Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, PrivateAccess privateAccess, CancellationToken cancellationToken = default)
    {
        var command = new ScheduleRefresh { SourceId = sourceId, Every = every, PrivateAccess = privateAccess };
        return AskAsync(() => Library.ScheduleRefreshAsync(command, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default) =>
        PlanCrawlAsync(request, PrivateAccess.None, cancellationToken);

    /// <summary>Plans a crawl with what this caller is trusted with.</summary>
    public Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, PrivateAccess privateAccess, CancellationToken cancellationToken = default) =>
        AskAsync(() => cluster.GetGrain<IPlanGrain>(0).PlanAsync(new StartCrawl { Request = request, PrivateAccess = privateAccess }, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Crawl?> GetCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Crawl(crawlId).GetStatusAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CrawlProgress> WatchAsync(
        string crawlId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var subscription = new ProgressSubscription(cluster, crawlId, _clock, _progressLog);
        await foreach (var progress in subscription.ReadAsync(after, cancellationToken))
        {
            yield return progress;
        }
    }

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Crawl(crawlId).CancelAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<PauseOutcome> PauseCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Crawl(crawlId).PauseAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ResumeOutcome> ResumeCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Crawl(crawlId).ResumeAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<RetryFailedResult> RetryFailedAsync(string crawlId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Crawl(crawlId).RetryFailedAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<Crawl>> ListCrawlsAsync(
        CrawlStatus? status = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.ListCrawlsAsync(status, limit, cursor, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<CrawledPage>> ListPagesAsync(
        string crawlId, string? state = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.ListPagesAsync(crawlId, state, limit, cursor, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<ReasonTotal>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.CountReasonsAsync(crawlId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<Source>> ListSourcesAsync(int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.ListSourcesAsync(limit, cursor, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Source?> GetSourceAsync(string sourceId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.FindSourceAsync(sourceId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.DeleteSourceAsync(sourceId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPage?> GetPageAsync(string pageId, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.FindPageAsync(pageId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPage?> GetPageByUrlAsync(string url, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.FindPageByUrlAsync(url, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<StoredPage>> ListStoredPagesAsync(
        string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.ListStoredPagesAsync(sourceId, limit, cursor, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<StoredChunk>> ListChunksAsync(
        string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.ListChunksAsync(sourceId, limit, cursor, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<HostState>> ListHostsAsync(int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync(() => Library.ListHostsAsync(limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default) =>
        AskAsync(() => cluster.GetGrain<ISearchGrain>(0).SearchAsync(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<AddDocumentsResult> AddDocumentsAsync(AddDocuments request, CancellationToken cancellationToken = default)
    {
        if (request.CrawlId is not null && !CrawlId.IsOne(request.CrawlId))
        {
            return new AddDocumentsResult { Outcome = AddDocumentsOutcome.Invalid, Field = "crawlId", Message = "crawlId is no name of a crawl; leave it out, or give the one that was answered before." };
        }

        var crawlId = request.CrawlId ?? CrawlId.New();
        var result = await KeepAsync(request, crawlId, cancellationToken);
        if (result.Outcome == AddDocumentsOutcome.Kept && !request.More)
        {
            var command = new StartDocuments { Source = request.Source, Tags = request.Tags, ExtractCode = request.ExtractCode, Folders = request.Folders };
            result = await StartAsync(Crawl(crawlId), grain => grain.AddDocumentsAsync(command, cancellationToken), cancellationToken);
        }

        if (result.Outcome is not (AddDocumentsOutcome.Started or AddDocumentsOutcome.Kept) && request.CrawlId is null)
        {
            await DropAsync(crawlId);
        }

        return result;
    }

    private async Task<AddDocumentsResult> KeepAsync(AddDocuments request, string crawlId, CancellationToken cancellationToken)
    {
        foreach (var batch in DocumentBatches.Of(request.Documents))
        {
            var command = new KeepDocuments { CrawlId = crawlId, Source = request.Source, Documents = batch };
            var kept = await AskAsync(() => Library.KeepDocumentsAsync(command, cancellationToken), cancellationToken);
            if (kept.Outcome != AddDocumentsOutcome.Kept)
            {
                return kept;
            }
        }

        return new AddDocumentsResult { Outcome = AddDocumentsOutcome.Kept, CrawlId = crawlId };
    }

    private async Task DropAsync(string crawlId)
    {
        try
        {
            await Library.DropDocumentsAsync(crawlId, CancellationToken.None);
        }
        catch (Exception exception) when (ClusterErrors.IsUnavailable(exception, CancellationToken.None))
        {
            // What nobody waits for is forgotten after a day.
        }
    }

    private Task<StartCrawlResult> StartAsync(Func<ICrawlGrain, Task<StartCrawlResult>> start, CancellationToken cancellationToken) =>
        StartAsync(Crawl(CrawlId.New()), start, cancellationToken);

    private static async Task<T> StartAsync<T>(ICrawlGrain grain, Func<ICrawlGrain, Task<T>> start, CancellationToken cancellationToken)
    {
        try
        {
            return await start(grain);
        }
        catch (Exception exception) when (
            exception is not TimeoutException && !ClusterErrors.IsWithdrawn(exception) && ClusterErrors.IsUnavailable(exception, cancellationToken))
        {
            // A silo died under the call: the same id starts at most one crawl, so asking once more is safe.
            return await AskAsync(() => start(grain), cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException || ClusterErrors.IsWithdrawn(exception))
        {
            throw ClusterErrors.ToUnavailable(exception);
        }
    }

    private ICrawlGrain Crawl(string crawlId) => cluster.GetGrain<ICrawlGrain>(crawlId);

    private static async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (ClusterErrors.IsUnavailable(exception, cancellationToken))
        {
            throw ClusterErrors.ToUnavailable(exception);
        }
    }
}
