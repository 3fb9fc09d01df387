using Archon.Domain.Access;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class RequestHeaderTests
{
    [Fact]
    public async Task FetchAsync_WithHeaders_SendsThem_BesideItsOwn()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        using var fetcher = new Fetcher();

        await fetcher.GetAsync(new FetchRequest
        {
            Url = server.Url(),
            AllowPrivateAddress = true,
            Headers = [new RequestHeader("Authorization", "Bearer t"), new RequestHeader("Cookie", "a=1; b=2"), new RequestHeader("X-Api-Key", "k")],
        });

        var request = Assert.Single(server.Requests);
        Assert.All(["Authorization: Bearer t", "Cookie: a=1; b=2", "X-Api-Key: k", "User-Agent: ArchonBot/"], line => Assert.Contains($"\r\n{line}", request, StringComparison.Ordinal));
    }
}
