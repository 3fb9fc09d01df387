using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Crawling;

/// <summary>A crawl's concurrency is its requests under way; pages that are fetched have lanes of their own to be processed and stored in.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Crawl_NeverHasMoreRequestsUnderWayThanItMay()
    {
        await using var site = await DocSite.StarAsync(40);
        var (underWay, most) = (0, 0);
        var fetcher = new ScriptedFetcher();
        foreach (var path in Enumerable.Range(1, 39).Select(number => $"/docs/p{number}"))
        {
            fetcher.On(path, async (_, request) =>
            {
                var now = Interlocked.Increment(ref underWay);
                InterlockedMax(ref most, now);
                var result = await fetcher.Real!.FetchAsync(request, TestContext.Current.CancellationToken);
                Interlocked.Decrement(ref underWay);
                return result;
            });
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });

        Assert.Equal(40, record.Counters.PagesDone);
        Assert.InRange(most, 2, 4);
    }

    [Fact]
    public async Task AHostThatDoesNotAnswer_KeepsNoPageOfAnotherWaiting()
    {
        // Two names of one server: a domain's hosts have one port.
        await using var site = await DocSite.StartAsync();
        var (slow, fast) = (Host("slow"), Host("fast"));
        var names = Enumerable.Range(0, 40).Select(number => $"{(char)('a' + (number / 10))}{(char)('a' + (number % 10))}").ToArray();
        site.Page("/docs/", [.. names.Select(name => new Uri(slow, $"/docs/slow-{name}").AbsoluteUri), .. names.Select(name => new Uri(fast, $"/docs/fast-{name}").AbsoluteUri)]);
        foreach (var name in names)
        {
            site.Page($"/docs/slow-{name}");
            site.Page($"/docs/fast-{name}");
        }

        await using var archon = await ArchonCluster.StartAsync();
        site.Hold(path => path.StartsWith("/docs/slow-", StringComparison.Ordinal));
        await archon.StartCrawlAsync("c1", new Uri(slow, "/docs/").AbsoluteUri, request => request with { Scope = "domain" });

        await site.When(() => names.All(name => site.Requests.ContainsKey($"/docs/fast-{name}")));

        site.Release();
        Assert.Equal(81, (await archon.EndOfAsync("c1")).Counters.PagesDone);

        Uri Host(string name) => new UriBuilder(site.Address) { Host = $"{name}.docs.localhost" }.Uri;
    }

    [Fact]
    public async Task APageThatWaitsForTheStore_KeepsNoRequestFromTheOthers()
    {
        await using var site = await DocSite.StarAsync(12);
        var fetched = 0;
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fetcher = new ScriptedFetcher();
        foreach (var path in Enumerable.Range(1, 11).Select(number => $"/docs/p{number}"))
        {
            fetcher.On(path, (_, request) =>
            {
                if (Interlocked.Increment(ref fetched) == 6)
                {
                    more.SetResult();
                }

                return fetcher.Real!.FetchAsync(request, TestContext.Current.CancellationToken);
            });
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });

        // The seed is stored; nothing after it, before two requests more than the crawl may have at once.
        archon.Store.After(nameof(IFrontierStore.CommitPageAsync), () =>
        {
            archon.Store.Before(nameof(IFrontierStore.CommitPageAsync), () => Patience.WaitAsync(more.Task));
            return Task.CompletedTask;
        });

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });

        Assert.Equal(12, record.Counters.PagesDone);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
