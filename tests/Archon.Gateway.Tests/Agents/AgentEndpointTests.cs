using System.Net;
using System.Text;
using Archon.Gateway.Tests.Hosting;

namespace Archon.Gateway.Tests.Agents;

/// <summary>The address of the tools as whoever is no assistant sees it.</summary>
public sealed class AgentEndpointTests : GatewayTest
{
    [Theory]
    [InlineData("Host", "evil.example.org")]
    [InlineData("Origin", "https://evil.example.org")]
    public async Task AnotherSite_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await Http.SendAsync(request, Token)).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    public async Task ACallThatSaysNotThatItIsJson_Is415(string? type)
    {
        using var body = new ByteArrayContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}"""u8.ToArray());
        body.Headers.ContentType = type is null ? null : new(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = body };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");

        var answer = await Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("Content-Type: application/json", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"search_docs","arguments":"x"}""")]
    [InlineData("""{"name":"search_docs","arguments":[1]}""")]
    [InlineData("""{"name":5}""")]
    [InlineData("""{"arguments":{}}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"name":"none","arguments":{}}""")]
    public async Task ParamsThatAreWrong_AreInvalidParams_AndNoErrorOfOurs(string call)
    {
        using var body = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{call}}}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = body };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");

        var answer = await (await Http.SendAsync(request, Token)).Content.ReadAsStringAsync(Token);

        Assert.Contains("\"code\":-32602", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("An error occurred", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHugeCall_IsRefused()
    {
        using var body = new StringContent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"search_docs\",\"arguments\":{\"query\":\"" + new string('x', 2 * 1024 * 1024) + "\"}}}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = body };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Http.SendAsync(request, Token)).StatusCode);
    }
}
