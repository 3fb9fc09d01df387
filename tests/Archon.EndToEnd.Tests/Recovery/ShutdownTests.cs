using System.Net.Http.Json;
using System.Text.Json;
using Archon.EndToEnd.Tests.Cli;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Recovery;

/// <summary>SIGTERM to a serving node in the middle of a large crawl, as a service manager sends it.</summary>
public sealed class ShutdownTests
{
    private const int PageCount = 3_000;

    [Fact]
    public async Task Serve_ToldToStop_EndsInTimeAndTheNextOneFinishesTheCrawl()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(PageCount));
        using var data = new DataFolder();
        string id;

        var middle = site.AfterServing(PageCount / 10);
        await using (var first = Serve(data))
        {
            using var http = await ReachAsync(first);
            id = await AddAsync(http, site, cancellationToken);
            await middle;
            await first.SendAsync("TERM", cancellationToken);

            // Systemd waits 90 s and Kubernetes 30 before they kill; whoever waits here for less would wait by the clock.
            var ended = await first.WhenEndedAsync();
            Assert.Equal(0, ended.ExitCode);
            Assert.Empty(ended.Errors);
        }

        await using var second = Serve(data);
        using var again = await ReachAsync(second);
        var watched = await ArchonProcess.RunAsync("watch", id, "--json", "--data", data.Path);

        Assert.True(watched.ExitCode == 0, watched.Errors);
        var crawl = JsonDocument.Parse(watched.Output[^1]).RootElement;
        Assert.Equal("complete", crawl.GetProperty("status").GetString());
        Assert.Equal(PageCount, crawl.GetProperty("pagesDone").GetInt32());
        Assert.Equal(0, crawl.GetProperty("pagesFailed").GetInt32());

        var events = watched.Output.SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt64()).ToArray();
        Assert.Equal(events.Distinct().Order(), events);
    }

    private static ArchonProcess Serve(DataFolder data) => ArchonProcess.Start("serve", "--port", "0", "--allow-private", "--data", data.Path);

    private static async Task<HttpClient> ReachAsync(ArchonProcess server) => new() { BaseAddress = new Uri((await server.ReadLineAsync())!.Split(' ')[^1]) };

    private static async Task<string> AddAsync(HttpClient http, ServedSite site, CancellationToken cancellationToken)
    {
        var answer = await http.PostAsJsonAsync("/api/knowledge/add", new { url = site["/index.html"].AbsoluteUri, maxPages = PageCount * 2 }, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("task_id").GetString()!;
    }
}
