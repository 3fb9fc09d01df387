using System.Net;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Gateway.Tests.Http;

/// <summary>What an address takes: its methods, the members of its query, its length.</summary>
public sealed class AddressTests : GatewayTest
{
    [Theory]
    [InlineData("/api/crawls?stauts=error", "stauts", "status, limit, cursor")]
    [InlineData("/api/crawls/c1/pages?sate=failed", "sate", "state, limit, cursor")]
    [InlineData("/api/crawls/c1?id=c2", "id", "takes none")]
    [InlineData("/api/crawls/c1/events?afer=3", "afer", "after")]
    [InlineData("/api/crawls/c1/events?lastEventId=3", "lastEventId", "after")]
    [InlineData("/api/sources?offset=10", "offset", "limit, cursor")]
    [InlineData("/api/sources/s1/pages?page=2", "page", "limit, cursor")]
    [InlineData("/api/hosts?cursor=x", "cursor", "limit")]
    [InlineData("/api/pages?uri=https://a/", "uri", "url")]
    public async Task AQueryMember_ThatIsUnknown_IsNamedBesideTheKnownOnes(string path, string field, string known)
    {
        Archon.AddCrawl("c1");

        var problem = await GetAsync(path, HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.EndsWith($"{known}.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASearch_WithItsMembersInTheQuery_IsRefused()
    {
        var problem = await PostAsync("/api/search?limit=3", """{"query":"c"}""", HttpStatusCode.BadRequest);

        Assert.Equal("limit", problem.GetProperty("field").GetString());
        Assert.Null(Archon.LastSearch);
    }

    [Theory]
    [InlineData("/api/crawls?LIMIT=2")]
    [InlineData("/api/crawls?")]
    [InlineData("/api/knowledge/status/c1?whatever=1")]
    [InlineData("/?whatever=1")]
    public async Task OtherQueries_AreTaken(string path)
    {
        Archon.AddCrawl("c1");

        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(path, Token)).StatusCode);
    }

    [Theory]
    [InlineData("/api/crawls", HttpStatusCode.OK, "application/json")]
    [InlineData("/api/crawls/c1", HttpStatusCode.OK, "application/json")]
    [InlineData("/api/crawls/c1/events", HttpStatusCode.OK, "text/event-stream")]
    [InlineData("/api/crawls/none", HttpStatusCode.NotFound, "application/problem+json")]
    [InlineData("/api/crawls/none/events", HttpStatusCode.NotFound, "application/problem+json")]
    [InlineData("/api/knowledge/status/c1", HttpStatusCode.OK, "application/json")]
    [InlineData("/api/sources", HttpStatusCode.OK, "application/json")]
    [InlineData("/api/pages?url=https://none/", HttpStatusCode.NotFound, "application/problem+json")]
    [InlineData("/healthz", HttpStatusCode.OK, "application/json")]
    [InlineData("/readyz", HttpStatusCode.OK, "application/json")]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK, "application/json")]
    [InlineData("/", HttpStatusCode.OK, "text/html")]
    [InlineData("/api/knowledge/add", HttpStatusCode.MethodNotAllowed, "application/problem+json")]
    public async Task Head_IsAnsweredAsGetIs_WithoutTheBody(string path, HttpStatusCode status, string contentType)
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Crawling, 10);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var response = await Http.SendAsync(request, Token);

        Assert.Equal((status, contentType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task TheDescription_HasEachOperationOnce()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths");

        Assert.All(paths.EnumerateObject(), path => Assert.False(path.Value.TryGetProperty("head", out _), path.Name));
        Assert.Equal("ListCrawls", paths.GetProperty("/api/crawls").GetProperty("get").GetProperty("operationId").GetString());
    }

    [Theory]
    [InlineData(8_192, HttpStatusCode.NotFound)]
    [InlineData(8_193, HttpStatusCode.RequestUriTooLong)]
    [InlineData(60_000, HttpStatusCode.RequestUriTooLong)]
    public async Task AnAddress_ThatIsTooLong_IsRefusedInASentence(int length, HttpStatusCode expected)
    {
        const string Path = "/api/pages?url=https://a/";

        var problem = await GetAsync(Path + new string('a', length - Path.Length), expected);

        Assert.Equal(expected == HttpStatusCode.RequestUriTooLong, problem.GetProperty("detail").GetString()!.Contains("8,192", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/hubs/progress", HttpStatusCode.BadRequest, "id")]
    [InlineData("POST", "/hubs/progress", HttpStatusCode.BadRequest, "id")]
    [InlineData("DELETE", "/hubs/progress?id=", HttpStatusCode.BadRequest, "id")]
    [InlineData("PUT", "/hubs/progress", HttpStatusCode.MethodNotAllowed, null)]
    [InlineData("HEAD", "/hubs/progress", HttpStatusCode.BadRequest, null)]
    [InlineData("HEAD", "/hubs/progress?id=x", HttpStatusCode.MethodNotAllowed, null)]
    [InlineData("HEAD", "/hubs/progress/negotiate", HttpStatusCode.MethodNotAllowed, null)]
    [InlineData("GET", "/hubs/progress/negotiate", HttpStatusCode.MethodNotAllowed, null)]
    public async Task AHub_ThatIsAskedLikeAnAddress_SaysWhatItIs(string method, string path, HttpStatusCode expected, string? field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var problem = await ReadAsync(await Http.SendAsync(request, Token), expected);

        Assert.Equal(field, field is null ? null : problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task TheClient_AsksForNothingUnknown()
    {
        var client = new HttpArchonClient(Http);
        Archon.AddCrawl("c1").Append(CrawlStatus.Complete, 100);
        Archon.Sources.Add(new Source { Id = "s1", Url = "https://a/", Title = "A" });

        await client.ListCrawlsAsync(CrawlStatus.Complete, 1, cancellationToken: Token);
        await client.ListPagesAsync("c1", "failed", 1, cancellationToken: Token);
        await client.CountReasonsAsync("c1", Token);
        await client.ListSourcesAsync(1, cancellationToken: Token);
        await client.ListStoredPagesAsync("s1", 1, cancellationToken: Token);
        await client.ListChunksAsync("s1", 1, cancellationToken: Token);
        await client.ListHostsAsync(1, Token);
        await client.GetPageByUrlAsync("https://none/", Token);
        await foreach (var progress in client.WatchAsync("c1", 0, Token))
        {
            Assert.Equal(1, progress.Sequence);
        }
    }
}
