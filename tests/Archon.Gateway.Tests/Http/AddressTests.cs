using System.Net;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Gateway.Tests.Http;

/// <summary>What an address takes: its methods, its length.</summary>
public sealed class AddressTests : GatewayTest
{
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
    [InlineData("HEAD", "/hubs/progress", HttpStatusCode.MethodNotAllowed, null)]
    [InlineData("GET", "/hubs/progress/negotiate", HttpStatusCode.MethodNotAllowed, null)]
    public async Task AHub_ThatIsAskedLikeAnAddress_SaysWhatItIs(string method, string path, HttpStatusCode expected, string? field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var problem = await ReadAsync(await Http.SendAsync(request, Token), expected);

        Assert.Equal(field, field is null ? null : problem.GetProperty("field").GetString());
    }
}
