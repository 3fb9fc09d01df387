using System.Collections.Concurrent;
using System.Collections.Immutable;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.GrainInterfaces.Progress;
using Archon.GrainInterfaces.Search;

namespace Archon.Gateway.Tests.Scripted;

/// <summary>An Archon that answers what the test wrote down.</summary>
internal sealed class ScriptedClient : IArchonClient
{
    private readonly ConcurrentDictionary<string, ScriptedCrawl> _crawls = [];

    public bool Unavailable { get; set; }

    public Exception? Fault { get; set; }

    public CrawlRequest? LastRequest { get; private set; }

    public SearchRequest? LastSearch { get; private set; }

    public Func<CrawlRequest, StartCrawlResult>? OnStart { get; set; }

    public SearchResults Results { get; set; } = new();

    public List<Source> Sources { get; } = [];

    public List<HostState> Hosts { get; } = [];

    public List<StoredPage> Pages { get; } = [];

    public List<StoredChunk> Chunks { get; } = [];

    public List<CrawledPage> CrawledPages { get; } = [];

    public List<ReasonTotal> Reasons { get; } = [];

    /// <summary>What a retry answers instead of retrying.</summary>
    public RetryFailedResult? RetryRefusal { get; set; }

    public HashSet<string> BusySources { get; } = [];

    public ScriptedCrawl AddCrawl(string id, string url = "https://docs.example.org/guide/") => _crawls.GetOrAdd(id, _ => new ScriptedCrawl(id, url));

    public ScriptedCrawl this[string id] => _crawls[id];

    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default) => Answer(() =>
    {
        LastRequest = request;
        var result = OnStart?.Invoke(request) ?? new StartCrawlResult { Outcome = StartOutcome.Started, CrawlId = CrawlId.New() };
        if (result.Outcome == StartOutcome.Started)
        {
            AddCrawl(result.CrawlId!, request.Url);
        }

        return result;
    });

    /// <summary>What a plan answers.</summary>
    public CrawlPlan Plan { get; set; } = new();

    public Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default) => Answer(() =>
    {
        LastRequest = request;
        return Plan;
    });

    public Task<StartCrawlResult> RefreshSourceAsync(string sourceId, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (Sources.FirstOrDefault(source => source.Id == sourceId) is not { } source)
        {
            return new StartCrawlResult { Outcome = StartOutcome.NotFound, Message = $"There is no source '{sourceId}'." };
        }

        if (BusySources.Contains(sourceId))
        {
            return new StartCrawlResult { Outcome = StartOutcome.AlreadyRunning, CrawlId = "running" };
        }

        var id = CrawlId.New();
        AddCrawl(id, source.Url);
        return new StartCrawlResult { Outcome = StartOutcome.Started, CrawlId = id };
    });

    public Task<Crawl?> GetCrawlAsync(string crawlId, CancellationToken cancellationToken = default) => Answer(() => Find(crawlId)?.Now);

    public IAsyncEnumerable<CrawlProgress> WatchAsync(string crawlId, long after = 0, CancellationToken cancellationToken = default) =>
        Find(crawlId)?.WatchAsync(after, cancellationToken) ?? AsyncEnumerable.Empty<CrawlProgress>();

    public Task<CancelOutcome> CancelCrawlAsync(string crawlId, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (Find(crawlId) is not { } crawl)
        {
            return CancelOutcome.NotFound;
        }

        if (crawl.Now.Status >= CrawlStatus.Complete)
        {
            return CancelOutcome.AlreadyEnded;
        }

        crawl.Append(CrawlStatus.Cancelled, crawl.Now.Percentage, "Cancelled", crawl.Now.PagesDone);
        return CancelOutcome.Cancelled;
    });

    public Task<PauseOutcome> PauseCrawlAsync(string crawlId, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (Find(crawlId) is not { } crawl)
        {
            return PauseOutcome.NotFound;
        }

        if (crawl.Now.Status >= CrawlStatus.Complete)
        {
            return PauseOutcome.AlreadyEnded;
        }

        if (crawl.Now.Status != CrawlStatus.Paused)
        {
            crawl.Append(CrawlStatus.Paused, crawl.Now.Percentage, "Crawl paused", crawl.Now.PagesDone);
        }

        return PauseOutcome.Paused;
    });

    public Task<ResumeOutcome> ResumeCrawlAsync(string crawlId, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (Find(crawlId) is not { } crawl)
        {
            return ResumeOutcome.NotFound;
        }

        if (crawl.Now.Status == CrawlStatus.Paused)
        {
            crawl.Append(CrawlStatus.Crawling, crawl.Now.Percentage, "Resumed", crawl.Now.PagesDone);
        }

        return crawl.Now.Status >= CrawlStatus.Complete ? ResumeOutcome.AlreadyEnded : ResumeOutcome.Running;
    });

    public Task<RetryFailedResult> RetryFailedAsync(string crawlId, CancellationToken cancellationToken = default) => Answer(() =>
    {
        if (Find(crawlId) is not { } crawl)
        {
            return new RetryFailedResult { Outcome = RetryFailedOutcome.NotFound };
        }

        if (RetryRefusal is not null)
        {
            return RetryRefusal;
        }

        crawl.Append(CrawlStatus.Queued, 90, "The pages that failed are tried again", crawl.Now.PagesDone);
        return new RetryFailedResult { Outcome = RetryFailedOutcome.Retrying, Pages = crawl.Now.PagesFailed };
    });

    public Task<Listing<Crawl>> ListCrawlsAsync(CrawlStatus? status = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        List(_crawls.Values.Select(crawl => crawl.Now).Where(crawl => status is null || crawl.Status == status).OrderByDescending(crawl => crawl.Id), limit, cursor);

    public Task<Listing<CrawledPage>> ListPagesAsync(
        string crawlId, string? state = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        List(CrawledPages.Where(page => state is null || page.State == state), limit, cursor);

    public Task<Listing<ReasonTotal>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken = default) => List(Reasons, 200, null);

    public Task<Listing<Source>> ListSourcesAsync(int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        List(Sources, limit, cursor);

    public Task<Source?> GetSourceAsync(string sourceId, CancellationToken cancellationToken = default) =>
        Answer(() => Sources.FirstOrDefault(source => source.Id == sourceId));

    public Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, CancellationToken cancellationToken = default) => Answer(() =>
    {
        var at = Sources.FindIndex(source => source.Id == sourceId);
        if (at < 0 || every > TimeSpan.FromDays(366))
        {
            return new ScheduleRefreshResult { Message = at < 0 ? null : "Not so seldom." };
        }

        Sources[at] = Sources[at] with { RefreshEverySeconds = (long?)every?.TotalSeconds, NextRefreshAt = every is null ? null : DateTimeOffset.UnixEpoch + every };
        return new ScheduleRefreshResult { Source = Sources[at] };
    });

    public Task<DeleteOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken = default) => Answer(() =>
        BusySources.Contains(sourceId) ? DeleteOutcome.CrawlRunning
        : Sources.RemoveAll(source => source.Id == sourceId) > 0 ? DeleteOutcome.Deleted
        : DeleteOutcome.NotFound);

    public Task<StoredPage?> GetPageAsync(string pageId, CancellationToken cancellationToken = default) =>
        Answer(() => Pages.FirstOrDefault(page => page.Id == pageId));

    public Task<StoredPage?> GetPageByUrlAsync(string url, CancellationToken cancellationToken = default) =>
        Answer(() => Pages.FirstOrDefault(page => page.Url == url));

    public Task<Listing<StoredPage>> ListStoredPagesAsync(string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        List(Pages.Where(page => page.SourceId == sourceId), limit, cursor);

    public Task<Listing<StoredChunk>> ListChunksAsync(string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        List(Chunks.Where(chunk => Pages.Exists(page => page.SourceId == sourceId && page.Id == chunk.PageId)), limit, cursor);

    public Task<Listing<HostState>> ListHostsAsync(int limit = 50, CancellationToken cancellationToken = default) => Answer(() =>
        new Listing<HostState> { Items = [.. Hosts.Take(limit)] });

    /// <summary>What was handed in.</summary>
    public List<AddDocuments> Added { get; } = [];

    /// <summary>What handing in answers instead of taking it.</summary>
    public AddDocumentsResult? AddRefusal { get; set; }

    public Task<AddDocumentsResult> AddDocumentsAsync(AddDocuments request, CancellationToken cancellationToken = default) => Answer(() =>
    {
        Added.Add(request);
        return AddRefusal ?? new AddDocumentsResult
        {
            Outcome = request.More ? AddDocumentsOutcome.Kept : AddDocumentsOutcome.Started,
            CrawlId = request.CrawlId ?? CrawlId.New(),
        };
    });

    public Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default) => Answer(() =>
    {
        LastSearch = request;
        return Results;
    });

    private ScriptedCrawl? Find(string crawlId) => _crawls.GetValueOrDefault(crawlId);

    /// <summary>The cursor of every list that goes on, instead of a number.</summary>
    public string? NextCursor { get; set; }

    public string? LastCursor { get; private set; }

    private Task<Listing<T>> List<T>(IEnumerable<T> rows, int limit, string? cursor) => Answer(() =>
    {
        LastCursor = cursor;
        var from = cursor is null || cursor == NextCursor ? 0 : int.TryParse(cursor, out var given) ? given : throw new ArgumentException("Not a cursor.", nameof(cursor));
        var all = rows.ToList();
        return new Listing<T>
        {
            Items = [.. all.Skip(from).Take(limit)],
            NextCursor = from + limit < all.Count ? NextCursor ?? (from + limit).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    });

    private Task<T> Answer<T>(Func<T> answer) =>
        Unavailable ? Task.FromException<T>(new ArchonUnavailableException("No silo answers at 10.0.0.7:11111.") { PublicMessage = "Nobody answers.", RetryAfter = TimeSpan.FromSeconds(7) })
        : Fault is not null ? Task.FromException<T>(Fault)
        : Task.FromResult(answer());
}
