using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Archon.EndToEnd.Tests.Cli;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Recovery;

/// <summary>Pause, resume and retry from the shell, and a node that is killed in between.</summary>
public sealed class PauseTests
{
    private const int PageCount = 600;

    [Fact]
    public async Task ACrawl_PausedAndItsNodeKilled_StaysPausedAndThenFinishesWithExactlyThePages()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(PageCount));
        await using var small = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        string id;

        var middle = site.AfterServing(PageCount / 10);
        await using (var first = Serve(data))
        {
            using var http = await ReachAsync(first);
            id = await AddAsync(http, site["/index.html"], cancellationToken);
            await middle;
            var paused = await ArchonProcess.RunAsync("pause", id, "--data", data.Path);
            Assert.True(paused.ExitCode == 0, paused.Errors);
            Assert.Contains($"archon resume {id}", paused.Output[^1], StringComparison.Ordinal);
            await first.KillAsync();
        }

        var requests = site.Requests.Values.Sum();
        await using var second = Serve(data);
        using var again = await ReachAsync(second);

        // Its sweep has been over what it must take up when another crawl has come to its end.
        var other = await ArchonProcess.RunAsync("crawl", small["/"].AbsoluteUri, "--json", "--data", data.Path);
        Assert.True(other.ExitCode == 0, other.Errors);
        var status = await again.GetFromJsonAsync<JsonElement>($"/api/crawls/{id}", cancellationToken);
        Assert.Equal("paused", status.GetProperty("status").GetString());
        Assert.Equal(requests, site.Requests.Values.Sum());

        var resumed = await ArchonProcess.RunAsync("resume", id, "--json", "--data", data.Path);

        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        var crawl = JsonDocument.Parse(resumed.Output[^1]).RootElement;
        Assert.Equal(
            ("complete", PageCount, PageCount, 0),
            (crawl.GetProperty("status").GetString(), crawl.GetProperty("pagesDiscovered").GetInt32(), crawl.GetProperty("pagesDone").GetInt32(), crawl.GetProperty("pagesFailed").GetInt32()));
        var stored = await StoredKnowledge.ReadAsync(data.Path, site.Address);
        Assert.Equal(PageCount, stored.Count(line => line.StartsWith("document|http://site/", StringComparison.Ordinal)));

        var events = await EventsAsync(id, data);
        Assert.Single(events, progress => progress.GetProperty("status").GetString() == "paused");
        Assert.Single(events, progress => progress.GetProperty("status").GetString() is "complete" or "error" or "cancelled");
    }

    [Fact]
    public async Task Retry_FetchesWhatFailed_AndThenHasNothingToDo()
    {
        var pages = new ConcurrentDictionary<string, byte[]>(SmallSite.PagesWithABrokenLink, StringComparer.Ordinal);
        await using var site = await ServedSite.StartAsync(pages);
        using var data = new DataFolder();
        var crawled = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path);
        Assert.Equal(3, crawled.ExitCode);
        var id = JsonDocument.Parse(crawled.Output[^1]).RootElement.GetProperty("id").GetString()!;
        pages["/gone.html"] = Encoding.UTF8.GetBytes("<!doctype html><title>Back</title><main><h1>Back</h1><p>It was gone and is back.</p></main>");

        var retried = await ArchonProcess.RunAsync("retry", id, "--json", "--data", data.Path);
        var nothing = await ArchonProcess.RunAsync("retry", id, "--data", data.Path);
        var unknown = await ArchonProcess.RunAsync("retry", "nobody", "--data", data.Path);

        Assert.True(retried.ExitCode == 0, retried.Errors);
        Assert.Contains("Fetching 1 page again.", retried.Errors, StringComparison.Ordinal);
        var crawl = JsonDocument.Parse(retried.Output[^1]).RootElement;
        Assert.Equal((SmallSite.PageCount + 1, 0), (crawl.GetProperty("pagesDone").GetInt32(), crawl.GetProperty("pagesFailed").GetInt32()));
        Assert.Equal(1, site.Requests["/open.html"]);
        Assert.Equal(0, nothing.ExitCode);
        Assert.Contains($"No page of crawl {id} has failed", nothing.Errors, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("There is no crawl nobody", unknown.Errors, StringComparison.Ordinal);

        // The retry's events follow the first end without a gap in their numbers.
        var first = crawled.Output.SkipLast(1).Select(Sequence).Last();
        Assert.Equal(first + 1, retried.Output.SkipLast(1).Select(Sequence).First());
    }

    private static long Sequence(string line) => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt64();

    private static async Task<JsonElement[]> EventsAsync(string id, DataFolder data)
    {
        var watched = await ArchonProcess.RunAsync("watch", id, "--json", "--data", data.Path);
        return [.. watched.Output.SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static ArchonProcess Serve(DataFolder data) => ArchonProcess.Start("serve", "--port", "0", "--allow-private", "--data", data.Path);

    private static async Task<HttpClient> ReachAsync(ArchonProcess server) => new() { BaseAddress = new Uri((await server.ReadLineAsync())!.Split(' ')[^1]) };

    private static async Task<string> AddAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        var answer = await http.PostAsJsonAsync("/api/knowledge/add", new { url = url.AbsoluteUri, maxPages = PageCount * 2 }, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("task_id").GetString()!;
    }
}
