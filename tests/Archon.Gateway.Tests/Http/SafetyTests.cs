using System.Net;
using System.Text;
using Archon.Gateway.Tests.Hosting;

namespace Archon.Gateway.Tests.Http;

public sealed class SafetyTests : GatewayTest
{
    protected override (string Key, string Value)[] Settings => [("Archon:Gateway:AllowedHosts", "archon.example.org, other.example.org")];

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:99", HttpStatusCode.OK)]
    [InlineData("[::1]:8181", HttpStatusCode.OK)]
    [InlineData("archon.example.org", HttpStatusCode.OK)]
    [InlineData("evil.example.org", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example.org", HttpStatusCode.Forbidden)]
    public async Task ALoopbackGateway_AnswersOnlyToItsOwnNames(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/crawls");
        request.Headers.Host = host;

        await ReadAsync(await Http.SendAsync(request, Token), expected);
    }

    [Fact]
    public async Task AGatewayOfAnyName_AnswersToAll()
    {
        await using var host = await GatewayHost.StartAsync(Archon, settings: [("Archon:Gateway:AllowedHosts", "*")], cancellationToken: Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/crawls");
        request.Headers.Host = "whatever.example.org";

        await ReadAsync(await host.Http.SendAsync(request, Token), HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Accepted)]
    [InlineData("same", HttpStatusCode.Accepted)]
    [InlineData("https://archon.example.org", HttpStatusCode.Accepted)]
    [InlineData("https://evil.example.org", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task APageOfAnotherOrigin_ChangesNothing(string? origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/knowledge/add")
        {
            Content = new StringContent("""{"url":"https://a/"}""", Encoding.UTF8, "application/json"),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "same" ? Host.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        await ReadAsync(await Http.SendAsync(request, Token), expected);
        Assert.Equal(expected == HttpStatusCode.Accepted, Archon.LastRequest is not null);
    }

    [Fact]
    public async Task APageOfAnotherOrigin_OpensNoHub()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/progress/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "https://evil.example.org");

        await ReadAsync(await Http.SendAsync(request, Token), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ThePage_ComesWithAStrictPolicyAndFromThisAssembly()
    {
        var response = await Http.GetAsync("/", Token);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'; script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("text/javascript", (await Http.GetAsync("/views/crawl.js", Token)).Content.Headers.ContentType?.MediaType);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await Http.SendAsync(again, Token)).StatusCode);
    }

    [Theory]
    [InlineData("Archon:Gateway:Heartbeat", "00:10:00", "Heartbeat")]
    [InlineData("Archon:Gateway:AllowedHosts", "https://a/b", "AllowedHosts")]
    [InlineData("Archon:Gateway:ListenAddress", "example.org", "ListenAddress")]
    [InlineData("Archon:Gateway:DrainTime", "01:00:00", "DrainTime")]
    public async Task AWrongSetting_StopsTheHostWithItsName(string key, string value, string name)
    {
        var exception = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => GatewayHost.StartAsync(Archon, settings: [(key, value)], cancellationToken: Token));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }
}
