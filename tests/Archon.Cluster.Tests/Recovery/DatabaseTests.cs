using System.Net;
using System.Net.Http.Json;
using Archon.Chaos.Scenarios;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cluster.Tests.Recovery;

/// <summary>The database goes away in the middle of a crawl.</summary>
public sealed class DatabaseTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(25);

    // The store is waited for 5 s; the rest is the machine's.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    // For a new crawl it is waited for twice.
    private static readonly TimeSpan SoonForNew = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Crashed_TheCrawlWaitsAndGoesOn() => AwayAsync(cluster => cluster.Postgres.CrashAsync(), cluster => cluster.Postgres.ReviveAsync());

    [Fact]
    public Task Frozen_TheCrawlWaitsAndGoesOn() => AwayAsync(cluster => cluster.Postgres.FreezeAsync(), cluster => cluster.Postgres.ThawAsync());

    // What an outage is to people: status answers from memory, everything that needs the database says when to come again.
    private static async Task AwayAsync(Func<ChaosCluster, Task> goes, Func<ChaosCluster, Task> comes)
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 2, gateways: 1);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(600));
        using var _ = crawl;
        await cluster.Sites.AfterServing(crawl.Site, 100).WaitAsync(ClusterTest.Patience, Cancel);

        await goes(cluster);
        try
        {
            using var http = new HttpClient { BaseAddress = cluster.Gateways[0].Address };
            var began = TimeProvider.System.GetTimestamp();
            using (var status = await http.GetAsync($"api/crawls/{crawl.Id}", Cancel))
            {
                Assert.Equal(HttpStatusCode.OK, status.StatusCode);
                Assert.True((await status.Content.ReadFromJsonAsync<Crawl>(ArchonJson.Options, Cancel))!.Status < CrawlStatus.Complete);
            }

            using (var list = await http.GetAsync("api/crawls", Cancel))
            {
                AssertUnavailable(list);
            }

            var added = TimeProvider.System.GetTimestamp();
            using (var start = await http.PostAsJsonAsync("api/knowledge/add", new { url = new Uri(cluster.Sites.Address, "/never-10-1/p0.html") }, Cancel))
            {
                AssertUnavailable(start);
                AssertSoon("add", added, SoonForNew);
            }

            // A command that is refused is refused soon, and for good: the crawl is complete in the end.
            foreach (var command in (string[])["pause", "cancel", "retry-failed"])
            {
                var asked = TimeProvider.System.GetTimestamp();
                using var answer = await http.PostAsync($"api/crawls/{crawl.Id}/{command}", content: null, Cancel);
                AssertUnavailable(answer);
                AssertSoon(command, asked, Soon);
                Assert.Contains("\"nothingChanged\":true", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }

            using (var status = await http.GetAsync($"api/crawls/{crawl.Id}", Cancel))
            {
                Assert.Equal(HttpStatusCode.OK, status.StatusCode);
            }

            var left = Outage - TimeProvider.System.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, Cancel);
        }
        finally
        {
            await comes(cluster);
        }

        await cluster.AssertExactAsync(crawl, watching);

        // Nobody ended itself, and nobody was declared dead: 3 is active.
        Assert.Empty(cluster.DiedByThemselves);
        Assert.Equal([3, 3], await cluster.Database.ReadAsync("SELECT status FROM orleans_membership", row => row.GetInt32(0)));
    }

    private static void AssertSoon(string what, long since, TimeSpan most)
    {
        var took = TimeProvider.System.GetElapsedTime(since);
        Assert.True(took < most, $"{what} took {took}");
    }

    private static void AssertUnavailable(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
