using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Archon.Gateway.Tests.Agents;

/// <summary>A test that calls the tools as an assistant does: a real client over real Kestrel.</summary>
public abstract class AgentTest : GatewayTest
{
    protected const string Page = "https://docs.example.org/guide/open.html";

    private McpClient? _client;

    protected McpClient Client => _client!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = new Uri(Host.Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }), cancellationToken: Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<string> TextAsync(string tool, params (string Name, object Value)[] arguments)
    {
        var answer = await CallAsync(tool, arguments);
        Assert.False(answer.IsError ?? false, Text(answer));
        return Text(answer);
    }

    protected async Task<string> MistakeAsync(string tool, params (string Name, object Value)[] arguments)
    {
        var answer = await CallAsync(tool, arguments);
        Assert.True(answer.IsError, Text(answer));
        return Text(answer);
    }

    private async Task<CallToolResult> CallAsync(string tool, (string Name, object Value)[] arguments) =>
        await Client.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => (object?)one.Value), cancellationToken: Token);

    protected static string Text(CallToolResult answer) => Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;

    protected static SearchResult Result(string content, string title = "Opening files", string heading = "") =>
        new() { Url = Page, Title = title, Heading = heading, Content = content, Snippet = "", Score = 1, SourceId = "docs-1", PageId = "p1", Language = "c" };

    protected static StoredPage Stored(string markdown) => new()
    {
        Id = "p1",
        SourceId = "docs-1",
        CrawlId = "c1",
        Url = Page,
        Title = "Opening files",
        Markdown = markdown,
        ContentHash = "00",
        FetchedAt = DateTimeOffset.UnixEpoch,
    };
}
