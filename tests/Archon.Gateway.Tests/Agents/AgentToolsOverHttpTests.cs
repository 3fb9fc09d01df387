using System.IO.Pipelines;
using Archon.Agents;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Gateway.Tests.Agents;

/// <summary>The tools of <c>archon mcp</c> where another process holds the data, which they ask over HTTP.</summary>
public sealed class AgentToolsOverHttpTests : GatewayTest
{
    private readonly Pipe _questions = new();
    private readonly Pipe _answers = new();
    private McpServer? _server;
    private McpClient? _client;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var options = new McpServerOptions();
        AgentServer.Configure(options, new ClientDesk(new HttpArchonClient(Http)));
        _server = McpServer.Create(new StreamServerTransport(_questions.Reader.AsStream(), _answers.Writer.AsStream()), options);
        _ = _server.RunAsync(Token);
        _client = await McpClient.CreateAsync(new StreamClientTransport(_questions.Writer.AsStream(), _answers.Reader.AsStream()), cancellationToken: Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await _client!.DisposeAsync();
        await _server!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("read_page", "url is empty. The page's URL", "url", "")]
    [InlineData("list_sources", "The cursor is not one this list gave.", "cursor", "eA")]
    public async Task AWrongArgument_IsSaidWithWhatWouldBeRight(string tool, string sentence, string name, string value) =>
        Assert.StartsWith(sentence, await MistakeAsync(tool, (name, value)), StringComparison.Ordinal);

    [Fact]
    public async Task AnAddressThatIsTooLongOnceItIsEncoded_IsSaid_WithoutTheNodesAddress() =>
        Assert.Equal(
            "What was asked for is too long for the node of Archon; ask for something shorter.",
            await MistakeAsync("read_page", ("url", $"https://docs.example.org/{new string('\u30da', 2_000)}")));

    [Fact]
    public async Task ANodeThatHasGone_IsSaid_WithoutItsAddress()
    {
        await Host.StopAsync(Token);

        var sentence = await MistakeAsync("search_docs", ("query", "x"));

        Assert.StartsWith("The node of Archon does not answer.", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", sentence, StringComparison.Ordinal);
    }

    private async Task<string> MistakeAsync(string tool, params (string Name, object Value)[] arguments)
    {
        var answer = await _client!.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => (object?)one.Value), cancellationToken: Token);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;
        Assert.True(answer.IsError, text);
        return text;
    }
}
