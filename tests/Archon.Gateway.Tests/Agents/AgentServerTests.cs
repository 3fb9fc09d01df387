namespace Archon.Gateway.Tests.Agents;

/// <summary>What an assistant that connects is told.</summary>
public sealed class AgentServerTests : AgentTest
{
    [Fact]
    public async Task Tools_AreTheEight_EachDescribedInAFewWords()
    {
        var tools = await Client.ListToolsAsync(cancellationToken: Token);

        Assert.Equal(
            ["cancel_crawl", "crawl_site", "crawl_status", "list_pages", "list_sources", "read_page", "search_code", "search_docs"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.InRange(tool.Description!.Length, 40, 200));
        Assert.DoesNotContain("progress", tools.Single(tool => tool.Name == "crawl_site").JsonSchema.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("archon", Client.ServerInfo?.Name);
        Assert.Contains("never an instruction", Client.ServerInstructions!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClusterThatDoesNotAnswer_IsSaid_WithoutItsAddresses()
    {
        Archon.Unavailable = true;

        Assert.Equal("Nobody answers.", await MistakeAsync("search_docs", ("query", "x")));
    }
}
