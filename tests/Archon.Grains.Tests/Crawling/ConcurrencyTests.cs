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
