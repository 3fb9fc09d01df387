using System.Net;
using Archon.Gateway.Tests.Hosting;

namespace Archon.Gateway.Tests.Http;

/// <summary>What an address takes.</summary>
public sealed class AddressTests : GatewayTest
{
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
