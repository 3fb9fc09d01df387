using System.Text.Json;
using Archon.Embeddings.Tests;
using Archon.EndToEnd.Tests.Cli;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>A crawl whose vectors come from a server of OpenAI's kind, which is away at first, and later for good.</summary>
public sealed class EmbeddingServerTests
{
    [Fact]
    public async Task EveryChunkGetsItsVector_AndSearchOutlivesTheServer()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        await using var server = await EmbeddingServer.StartAsync();
        using var data = new DataFolder();
        var settings = new Dictionary<string, string>
        {
            ["ARCHON__EMBEDDINGS__ENDPOINT"] = server.Endpoint,
            ["ARCHON__EMBEDDINGS__MODEL"] = "tiny",
            ["ARCHON__EMBEDDINGS__DIMENSIONS"] = "8",
            ["ARCHON__EMBEDDINGS__APIKEY"] = "very-secret-key",
        };
        server.Answer = (context, asked) => server.Asked.Count < 3 ? EmbeddingServer.ErrorAsync(context, 503) : EmbeddingServer.VectorsAsync(context, asked, 8);

        var crawled = await RunAsync("crawl", site["/"].AbsoluteUri, "--json");
        var crawl = JsonDocument.Parse(crawled.Output[^1]).RootElement;
        Assert.Equal((0, SmallSite.PageCount), (crawled.ExitCode, crawl.GetProperty("pagesDone").GetInt32()));
        Assert.True(crawl.GetProperty("chunksStored").GetInt64() > 0);
        Assert.Equal(crawl.GetProperty("chunksStored").GetInt64(), crawl.GetProperty("chunksEmbedded").GetInt64());
        Assert.All(server.Asked, asked => Assert.Equal(("tiny", "Bearer very-secret-key"), (asked.Model, asked.Authorization)));

        var healthy = await RunAsync("doctor");
        Assert.Contains("tiny/8, 8 dimensions", string.Join('\n', healthy.Output), StringComparison.Ordinal);

        var before = server.Asked.Count;
        await AssertFoundAsync();
        Assert.Contains(server.Asked.Skip(before), asked => asked.Texts is ["opening files"]);

        await server.DisposeAsync();
        await AssertFoundAsync();
        var sick = await RunAsync("doctor");
        Assert.Contains("cannot be reached", string.Join('\n', sick.Output), StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret-key", string.Join('\n', [.. crawled.Output, crawled.Errors, .. sick.Output, sick.Errors]), StringComparison.Ordinal);

        async Task<ArchonProcess.Ended> RunAsync(params string[] arguments)
        {
            await using var process = ArchonProcess.StartWith(settings, [.. arguments, "--data", data.Path]);
            return await process.WhenEndedAsync();
        }

        async Task AssertFoundAsync()
        {
            var searched = await RunAsync("search", "opening files", "--json");
            Assert.Equal(0, searched.ExitCode);
            Assert.Contains("/open.html", searched.Output[^1], StringComparison.Ordinal);
        }
    }
}
