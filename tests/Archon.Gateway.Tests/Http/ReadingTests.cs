using System.Net;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;

namespace Archon.Gateway.Tests.Http;

public sealed class ReadingTests : GatewayTest
{
    [Fact]
    public async Task Crawls_InPages_AreAllListedOnce()
    {
        foreach (var id in new[] { "c1", "c2", "c3" })
        {
            Archon.AddCrawl(id).Append(CrawlStatus.Crawling, 10);
        }

        var first = await GetAsync("/api/crawls?limit=2");
        var second = await GetAsync($"/api/crawls?limit=2&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal("c1", second.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        Assert.Equal(0, (await GetAsync("/api/crawls?status=complete")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/crawls?limit=0", "limit")]
    [InlineData("/api/crawls?limit=201", "limit")]
    [InlineData("/api/crawls?limit=ten", "limit")]
    [InlineData("/api/crawls?limit=1&limit=2", "limit")]
    [InlineData("/api/crawls?status=running", "status")]
    [InlineData("/api/crawls?status=1", "status")]
    [InlineData("/api/crawls?cursor=garbage", "cursor")]
    [InlineData("/api/crawls/c1/pages?state=lost", "state")]
    [InlineData("/api/crawls/c1/pages?cursor=garbage", "cursor")]
    [InlineData("/api/sources?limit=-1", "limit")]
    [InlineData("/api/sources/s1/pages?limit=101", "limit")]
    [InlineData("/api/sources/s1/chunks?limit=101", "limit")]
    [InlineData("/api/hosts?limit=201", "limit")]
    [InlineData("/api/pages", "url")]
    public async Task AQuery_ThatIsWrong_NamesTheMember(string path, string field)
    {
        Archon.AddCrawl("c1");

        Assert.Equal(field, (await GetAsync(path, HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("/api/crawls/none")]
    [InlineData("/api/crawls/none/pages")]
    [InlineData("/api/crawls/none/reasons")]
    [InlineData("/api/crawls/none/events")]
    [InlineData("/api/sources/none")]
    [InlineData("/api/sources/none/pages")]
    [InlineData("/api/sources/none/chunks")]
    [InlineData("/api/pages/none")]
    [InlineData("/api/pages?url=https://none/")]
    [InlineData("/api/nothing/here")]
    [InlineData("/nothing")]
    public async Task WhatIsNotThere_Is404(string path) => await GetAsync(path, HttpStatusCode.NotFound);

    [Fact]
    public async Task AMethod_ThatAnAddressDoesNotAnswer_Is405()
    {
        var response = await Http.GetAsync("/api/knowledge/add", Token);

        await ReadAsync(response, HttpStatusCode.MethodNotAllowed);
        Assert.Contains("POST", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task PagesAndReasons_OfACrawl_AreShownWithTheirReasons()
    {
        Archon.AddCrawl("c1");
        Archon.CrawledPages.Add(new CrawledPage { Url = "https://a/x", State = "failed", Depth = 1, HttpStatus = 404, Reason = "http-client-error", Attempts = 1 });
        Archon.Reasons.Add(new ReasonTotal { Reason = "http-client-error", Kind = "failed", Count = 1 });

        var page = (await GetAsync("/api/crawls/c1/pages?state=failed")).GetProperty("items")[0];
        var total = (await GetAsync("/api/crawls/c1/reasons")).GetProperty("items")[0];

        Assert.Equal("http-client-error", page.GetProperty("reason").GetString());
        Assert.Equal(404, page.GetProperty("httpStatus").GetInt32());
        Assert.Equal(1, total.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Hosts_AreShownAsTheyAreTreated()
    {
        Archon.Hosts.Add(new HostState { Origin = "https://a", InFlight = 1, Waiting = 3, Limit = 2, Ceiling = 16, DelaySeconds = 1.5, Backoff = 2, LastStatus = 429, HeldUntil = DateTimeOffset.UnixEpoch, Robots = "rules", Requests = 17 });
        Archon.Hosts.Add(new HostState { Origin = "https://b" });

        var host = Assert.Single((await GetAsync("/api/hosts?limit=1")).GetProperty("items").EnumerateArray());

        Assert.Equal("https://a", host.GetProperty("origin").GetString());
        Assert.Equal((2, 16, 429), (host.GetProperty("limit").GetInt32(), host.GetProperty("ceiling").GetInt32(), host.GetProperty("lastStatus").GetInt32()));
        Assert.Equal((1.5, "rules"), (host.GetProperty("delaySeconds").GetDouble(), host.GetProperty("robots").GetString()));
    }

    [Fact]
    public async Task Refresh_StartsACrawlOfTheSource()
    {
        Archon.Sources.Add(new Source { Id = "s1", Url = "https://a/", Title = "A" });
        Archon.Sources.Add(new Source { Id = "s2", Url = "https://b/", Title = "B" });
        Archon.BusySources.Add("s2");

        var answer = await PostAsync("/api/sources/s1/refresh", json: null, HttpStatusCode.Accepted);
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal(answer.GetProperty("task_id").GetString(), answer.GetProperty("progress_id").GetString());
        var crawl = await GetAsync($"/api/crawls/{answer.GetProperty("task_id").GetString()}");
        Assert.Equal("https://a/", crawl.GetProperty("url").GetString());
        Assert.Equal(0, crawl.GetProperty("pagesUnchanged").GetInt64());

        await PostAsync("/api/sources/none/refresh", json: null, HttpStatusCode.NotFound);
        var busy = await PostAsync("/api/sources/s2/refresh", json: null, HttpStatusCode.Conflict);
        Assert.Equal("running", busy.GetProperty("crawlId").GetString());
    }

    [Fact]
    public async Task Refresh_OverTheClient_SaysWhatCameOfIt()
    {
        Archon.Sources.Add(new Source { Id = "s1", Url = "https://a/", Title = "A" });
        var client = new HttpArchonClient(Http);

        Assert.Equal(StartOutcome.Started, (await client.RefreshSourceAsync("s1", Token)).Outcome);
        Assert.Equal(StartOutcome.NotFound, (await client.RefreshSourceAsync("none", Token)).Outcome);
        Archon.BusySources.Add("s1");
        var busy = await client.RefreshSourceAsync("s1", Token);
        Assert.Equal((StartOutcome.AlreadyRunning, "running"), (busy.Outcome, busy.CrawlId));
    }

    [Fact]
    public async Task Sources_AreReadAndDeleted()
    {
        Archon.Sources.Add(new Source { Id = "s1", Url = "https://a/", Title = "A" });
        Archon.Sources.Add(new Source { Id = "s2", Url = "https://b/", Title = "B" });
        Archon.BusySources.Add("s2");
        Archon.Pages.Add(new StoredPage
        {
            Id = "p1",
            SourceId = "s1",
            CrawlId = "c1",
            Url = "https://a/x",
            Title = "X",
            Markdown = "# X",
            ContentHash = "00",
            FetchedAt = DateTimeOffset.UnixEpoch,
        });

        Archon.Chunks.Add(new StoredChunk
        {
            Id = "k1",
            PageId = "p1",
            Url = "https://a/x",
            Title = "X",
            Heading = "X",
            Ordinal = 0,
            Start = 0,
            End = 3,
            Tokens = 1,
            Content = "# X",
            Model = "m",
            Vector = [0.5f, -0.25f],
        });

        var chunk = (await GetAsync("/api/sources/s1/chunks")).GetProperty("items")[0];
        Assert.Equal(("# X", "m", "[0.5,-0.25]"), (chunk.GetProperty("content").GetString(), chunk.GetProperty("model").GetString(), chunk.GetProperty("vector").GetRawText()));
        Assert.Equal("# X", (await GetAsync("/api/sources/s1/pages")).GetProperty("items")[0].GetProperty("markdown").GetString());
        Assert.Equal("p1", (await GetAsync("/api/pages?url=https%3A%2F%2Fa%2Fx")).GetProperty("id").GetString());
        await ReadAsync(await Http.DeleteAsync("/api/sources/s2", Token), HttpStatusCode.Conflict);
        await ReadAsync(await Http.DeleteAsync("/api/sources/s1", Token), HttpStatusCode.NoContent);
        await ReadAsync(await Http.DeleteAsync("/api/sources/s1", Token), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Search_AnswersResults_AndRefusesWhatTheClusterRefuses()
    {
        Archon.Results = new SearchResults
        {
            Results = [new SearchResult { Url = "https://a/", Title = "A", Heading = "B", Content = "c", Snippet = "c", Score = 1, SourceId = "s", PageId = "p" }],
        };

        var answer = await PostAsync("/api/search", """{"query":"c","kind":"code"}""", HttpStatusCode.OK);
        Assert.Equal("https://a/", answer.GetProperty("results")[0].GetProperty("url").GetString());
        Assert.Single(answer.EnumerateObject());
        Assert.Equal(("code", 10), (Archon.LastSearch!.Kind, Archon.LastSearch.Limit));

        Archon.Results = new SearchResults { Field = "limit", Message = "The limit must be 1 to 100." };
        Assert.Equal("limit", (await PostAsync("/api/search", """{"query":"c","limit":0}""", HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        Assert.Equal("query", (await PostAsync("/api/search", "{}", HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Resume_IsAcceptedWhileItRuns_AndRefusedAfterwards()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 10);

        await PostAsync("/api/crawls/c1/resume", null, HttpStatusCode.Accepted);
        crawl.Append(CrawlStatus.Complete, 100);
        await PostAsync("/api/crawls/c1/resume", null, HttpStatusCode.Conflict);
        await PostAsync("/api/crawls/none/resume", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pause_IsIdempotent_AndRefusedAfterTheEnd()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 10);

        Assert.Equal("paused", (await PostAsync("/api/crawls/c1/pause", null, HttpStatusCode.Accepted)).GetProperty("status").GetString());
        Assert.Equal("paused", (await PostAsync("/api/crawls/c1/pause", null, HttpStatusCode.Accepted)).GetProperty("status").GetString());
        crawl.Append(CrawlStatus.Cancelled, 10);
        await PostAsync("/api/crawls/c1/pause", null, HttpStatusCode.Conflict);
        await PostAsync("/api/crawls/none/pause", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task RetryFailed_SaysHowManyPages_OrWhyNone()
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Complete, 100);

        Assert.Equal(2, (await PostAsync("/api/crawls/c1/retry-failed", null, HttpStatusCode.Accepted)).GetProperty("pages").GetInt64());
        Archon.RetryRefusal = new RetryFailedResult { Outcome = RetryFailedOutcome.SourceBusy, RunningCrawlId = "c9", Message = "Crawl c9 of the same source has not ended." };
        var problem = await PostAsync("/api/crawls/c1/retry-failed", null, HttpStatusCode.Conflict);
        Assert.Equal(("c9", "Crawl c9 of the same source has not ended."), (problem.GetProperty("crawlId").GetString(), problem.GetProperty("detail").GetString()));
        await PostAsync("/api/crawls/none/retry-failed", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ACluster_ThatCannotAnswer_Is503WithWhenToAskAgain()
    {
        Archon.Unavailable = true;

        var response = await Http.GetAsync("/api/crawls", Token);

        var problem = await ReadAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Nobody answers.", problem.GetProperty("detail").GetString());
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        await GetAsync("/readyz");
        await GetAsync("/healthz");
        await PostAsync("/api/knowledge/add", """{"url":"https://a/"}""", HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task AMistakeOfOurs_Is500AndSaysNothingOfTheInside()
    {
        Archon.Fault = new InvalidOperationException("secret inside");

        var problem = await GetAsync("/api/crawls/c1", HttpStatusCode.InternalServerError);

        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDescription_ListsEveryRouteWithTrueTypes()
    {
        var description = await GetAsync("/openapi/v1.json");
        var paths = description.GetProperty("paths");

        string[] expected =
        [
            "/api/knowledge/add", "/knowledge/add", "/api/knowledge/status/{task_id}", "/api/knowledge/cancel/{task_id}", "/api/crawls", "/api/crawls/plan", "/api/crawls/{id}",
            "/api/crawls/{id}/cancel", "/api/crawls/{id}/pause", "/api/crawls/{id}/resume", "/api/crawls/{id}/retry-failed", "/api/crawls/{id}/pages", "/api/crawls/{id}/reasons", "/api/crawls/{id}/events",
            "/api/sources", "/api/sources/{id}", "/api/sources/{id}/chunks", "/api/sources/{id}/pages", "/api/sources/{id}/refresh", "/api/pages", "/api/pages/{id}", "/api/search", "/healthz", "/readyz",
        ];
        Assert.All(expected, path => Assert.True(paths.TryGetProperty(path, out _), path));
        var limit = paths.GetProperty("/api/crawls").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Single(parameter => parameter.GetProperty("name").GetString() == "limit");
        Assert.Equal("integer", limit.GetProperty("schema").GetProperty("type").GetString());
    }
}
