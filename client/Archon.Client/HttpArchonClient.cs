using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Archon.Client.Http;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.GrainInterfaces.Progress;
using Archon.GrainInterfaces.Search;

namespace Archon.Client;

/// <summary>
/// Archon over a gateway's public HTTP contract. Thread-safe. The <see cref="HttpClient"/> needs a base address that ends in a
/// slash, and stays the caller's to dispose.
/// </summary>
/// <remarks>Besides what <see cref="IArchonClient"/> says, a list throws <see cref="ArgumentException"/> for a limit, state or cursor the gateway refuses.</remarks>
public sealed partial class HttpArchonClient(HttpClient http, TimeProvider? clock = null) : IArchonClient
{
    private readonly GatewayConnection _gateway = new(http);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Told why each time a watch that lost its gateway could not reach one again, and null when it could. The watch goes on by itself and
    /// misses nothing; this is for a person who would wonder at the silence. Called where the events are read.
    /// </summary>
    public Action<string?>? WatchInterrupted { get; set; }

    /// <inheritdoc/>
    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default) =>
        StartCrawlAsync(request, PrivateAccess.None, ownerToken: null, cancellationToken);

    /// <summary>Starts a crawl with what the owner of the node's data folder is trusted with; the secret proves it (<see cref="OwnerToken"/>).</summary>
    public Task<StartCrawlResult> StartCrawlAsync(
        CrawlRequest request, PrivateAccess privateAccess, string? ownerToken, CancellationToken cancellationToken = default) =>
        StartAsync("api/knowledge/add", JsonContent.Create(request, options: ArchonJson.Options), privateAccess, ownerToken, cancellationToken);

    /// <inheritdoc/>
    public Task<StartCrawlResult> RefreshSourceAsync(string sourceId, CancellationToken cancellationToken = default) =>
        RefreshSourceAsync(sourceId, PrivateAccess.None, ownerToken: null, cancellationToken);

    /// <summary>Refreshes a source with what the owner of the node's data folder is trusted with.</summary>
    public Task<StartCrawlResult> RefreshSourceAsync(
        string sourceId, PrivateAccess privateAccess, string? ownerToken, CancellationToken cancellationToken = default) =>
        StartAsync($"api/sources/{Segment(sourceId)}/refresh", content: null, privateAccess, ownerToken, cancellationToken);

    /// <inheritdoc/>
    public Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, CancellationToken cancellationToken = default) =>
        ScheduleRefreshAsync(sourceId, every, PrivateAccess.None, ownerToken: null, cancellationToken);

    /// <summary>Schedules refreshes that have what the owner of the node's data folder is trusted with.</summary>
    public async Task<ScheduleRefreshResult> ScheduleRefreshAsync(
        string sourceId, TimeSpan? every, PrivateAccess privateAccess, string? ownerToken, CancellationToken cancellationToken = default)
    {
        var content = every is { } period ? JsonContent.Create(new { every = RefreshPeriod.Format(period) }, options: ArchonJson.Options) : null;
        using var message = new HttpRequestMessage(every is null ? HttpMethod.Delete : HttpMethod.Put, $"api/sources/{Segment(sourceId)}/schedule") { Content = content };
        AskFor(privateAccess, ownerToken, message);
        using var response = await _gateway.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return new ScheduleRefreshResult();
            case HttpStatusCode.BadRequest:
                return new ScheduleRefreshResult { Message = (await GatewayProblem.ReadAsync(response, cancellationToken)).Sentence };
            default:
                await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
                return new ScheduleRefreshResult { Source = await _gateway.ReadAsync<Source>(response, cancellationToken) };
        }
    }

    /// <inheritdoc/>
    public async Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default)
    {
        using var body = JsonContent.Create(request, options: ArchonJson.Options);
        using var response = await _gateway.SendAsync(HttpMethod.Post, "api/crawls/plan", body, cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
            return new CrawlPlan { Field = problem.Field ?? "url", Message = problem.Sentence };
        }

        await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
        return await _gateway.ReadAsync<CrawlPlan>(response, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Crawl?> GetCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        _gateway.GetAsync<Crawl>($"api/crawls/{Segment(crawlId)}", cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CrawlProgress> WatchAsync(
        string crawlId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var progress in new SseSubscription(_gateway, crawlId, _clock, why => WatchInterrupted?.Invoke(why)).ReadAsync(after, cancellationToken))
        {
            yield return progress;
        }
    }

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        ControlAsync(crawlId, "cancel", CancelOutcome.Cancelled, CancelOutcome.NotFound, CancelOutcome.AlreadyEnded, cancellationToken);

    /// <inheritdoc/>
    public Task<PauseOutcome> PauseCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        ControlAsync(crawlId, "pause", PauseOutcome.Paused, PauseOutcome.NotFound, PauseOutcome.AlreadyEnded, cancellationToken);

    /// <inheritdoc/>
    public Task<ResumeOutcome> ResumeCrawlAsync(string crawlId, CancellationToken cancellationToken = default) =>
        ControlAsync(crawlId, "resume", ResumeOutcome.Running, ResumeOutcome.NotFound, ResumeOutcome.AlreadyEnded, cancellationToken);

    /// <inheritdoc/>
    public async Task<RetryFailedResult> RetryFailedAsync(string crawlId, CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(HttpMethod.Post, $"api/crawls/{Segment(crawlId)}/retry-failed", body: null, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return new RetryFailedResult { Outcome = RetryFailedOutcome.NotFound };
            case HttpStatusCode.Conflict:
                var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
                return new RetryFailedResult
                {
                    Outcome = problem.Outcome ?? RetryFailedOutcome.NothingFailed,
                    RunningCrawlId = problem.Outcome == RetryFailedOutcome.SourceBusy ? problem.CrawlId : null,
                    Message = problem.Sentence,
                };
            default:
                await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
                using (var answer = await _gateway.ReadAsync<JsonDocument>(response, cancellationToken))
                {
                    return new RetryFailedResult { Outcome = RetryFailedOutcome.Retrying, Pages = answer.RootElement.GetProperty("pages").GetInt64() };
                }
        }
    }

    /// <inheritdoc/>
    public Task<Listing<Crawl>> ListCrawlsAsync(
        CrawlStatus? status = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default)
    {
        var name = status is { } wanted ? JsonNamingPolicy.CamelCase.ConvertName(wanted.ToString()) : null;
        return ListAsync<Crawl>("api/crawls", [("status", name), Limit(limit), ("cursor", cursor)], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Listing<CrawledPage>> ListPagesAsync(
        string crawlId, string? state = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<CrawledPage>($"api/crawls/{Segment(crawlId)}/pages", [("state", state), Limit(limit), ("cursor", cursor)], cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<ReasonTotal>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken = default) =>
        ListAsync<ReasonTotal>($"api/crawls/{Segment(crawlId)}/reasons", [], cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<Source>> ListSourcesAsync(int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<Source>("api/sources", [Limit(limit), ("cursor", cursor)], cancellationToken);

    /// <inheritdoc/>
    public Task<Source?> GetSourceAsync(string sourceId, CancellationToken cancellationToken = default) =>
        _gateway.GetAsync<Source>($"api/sources/{Segment(sourceId)}", cancellationToken);

    /// <inheritdoc/>
    public async Task<DeleteOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(HttpMethod.Delete, $"api/sources/{Segment(sourceId)}", body: null, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return DeleteOutcome.NotFound;
            case HttpStatusCode.Conflict:
                return DeleteOutcome.CrawlRunning;
            default:
                await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
                return DeleteOutcome.Deleted;
        }
    }

    /// <inheritdoc/>
    public Task<StoredPage?> GetPageAsync(string pageId, CancellationToken cancellationToken = default) =>
        _gateway.GetAsync<StoredPage>($"api/pages/{Segment(pageId)}", cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPage?> GetPageByUrlAsync(string url, CancellationToken cancellationToken = default) =>
        _gateway.GetAsync<StoredPage>($"api/pages{Query([("url", url)])}", cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<StoredPage>> ListStoredPagesAsync(
        string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<StoredPage>($"api/sources/{Segment(sourceId)}/pages", [Limit(limit), ("cursor", cursor)], cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<StoredChunk>> ListChunksAsync(
        string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<StoredChunk>($"api/sources/{Segment(sourceId)}/chunks", [Limit(limit), ("cursor", cursor)], cancellationToken);

    /// <inheritdoc/>
    public Task<Listing<HostState>> ListHostsAsync(int limit = 50, CancellationToken cancellationToken = default) =>
        ListAsync<HostState>("api/hosts", [Limit(limit)], cancellationToken);

    /// <inheritdoc/>
    public async Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
    {
        using var body = JsonContent.Create(request, options: ArchonJson.Options);
        using var response = await _gateway.SendAsync(HttpMethod.Post, "api/search", body, cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
            return new SearchResults { Field = problem.Field ?? "query", Message = problem.Sentence };
        }

        await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
        return await _gateway.ReadAsync<SearchResults>(response, cancellationToken);
    }

    private async Task<StartCrawlResult> StartAsync(
        string path, HttpContent? content, PrivateAccess privateAccess, string? ownerToken, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        AskFor(privateAccess, ownerToken, message);
        using var response = await _gateway.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            using var answer = await _gateway.ReadAsync<JsonDocument>(response, cancellationToken);
            return new StartCrawlResult { Outcome = StartOutcome.Started, CrawlId = answer.RootElement.GetProperty("task_id").GetString() };
        }

        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict || (response.StatusCode == HttpStatusCode.NotFound && content is null))
        {
            var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
            return new StartCrawlResult
            {
                Outcome = response.StatusCode switch
                {
                    HttpStatusCode.Conflict => StartOutcome.AlreadyRunning,
                    HttpStatusCode.NotFound => StartOutcome.NotFound,
                    _ => StartOutcome.Invalid,
                },
                CrawlId = problem.CrawlId,
                Field = problem.Field,
                Message = problem.Sentence,
            };
        }

        await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
        throw _gateway.NotAccepted(response, "a start");
    }

    private static void AskFor(PrivateAccess privateAccess, string? ownerToken, HttpRequestMessage message)
    {
        if (privateAccess != PrivateAccess.None)
        {
            message.Headers.Add(OwnerToken.Header, ownerToken);
            message.Headers.Add(OwnerToken.AccessHeader, JsonNamingPolicy.CamelCase.ConvertName(privateAccess.ToString()));
        }
    }

    private async Task<T> ControlAsync<T>(string crawlId, string verb, T done, T notFound, T conflict, CancellationToken cancellationToken)
    {
        using var response = await _gateway.SendAsync(HttpMethod.Post, $"api/crawls/{Segment(crawlId)}/{verb}", body: null, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return notFound;
            case HttpStatusCode.Conflict:
                return conflict;
            default:
                await _gateway.ThrowUnlessSuccessAsync(response, cancellationToken);
                return done;
        }
    }

    /// <summary>A list; empty when what it would list does not exist, as over Orleans.</summary>
    private async Task<Listing<T>> ListAsync<T>(string path, (string Name, string? Value)[] query, CancellationToken cancellationToken) =>
        await _gateway.GetAsync<Listing<T>>(path + Query(query), cancellationToken) ?? new Listing<T> { Items = [] };

    private static (string Name, string? Value) Limit(int limit) => ("limit", limit.ToString(CultureInfo.InvariantCulture));

    private static string Segment(string id) => Uri.EscapeDataString(id);

    private static string Query((string Name, string? Value)[] members)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }
}
