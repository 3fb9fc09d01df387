using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Crawling;
using Archon.Grains.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>A connection between silos that breaks takes what it carried with it, and nobody is told.</summary>
public sealed class LostMessageTests
{
    [Theory]
    [InlineData(nameof(IPageCrawlerGrain), nameof(IPageCrawlerGrain.CrawlAsync), true)]
    [InlineData(nameof(IPageCrawlerGrain), nameof(IPageCrawlerGrain.CrawlAsync), false)]
    [InlineData(nameof(IHostGrain), nameof(IHostGrain.AcquireAsync), true)]
    [InlineData(nameof(IHostGrain), nameof(IHostGrain.AcquireAsync), false)]
    [InlineData(nameof(IEmbeddingGrain), nameof(IEmbeddingGrain.DrainAsync), true)]
    [InlineData(nameof(IEmbeddingGrain), nameof(IEmbeddingGrain.DrainAsync), false)]
    public async Task WhenACallOrItsAnswerGetsLost_TheCrawlIsStillExact(string grain, string method, bool answer)
    {
        await using var site = await DocSite.StarAsync(12);
        var losing = new LosingFilter(grain, method, answer);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services
                .AddSingleton<IOutgoingGrainCallFilter>(losing)
                .Configure<CrawlOptions>(options => options.QuestionInterval = TimeSpan.FromMilliseconds(200)),
        });

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });

        Assert.Equal(1, losing.Lost);
        Assert.Equal((CrawlStatus.Complete, 12L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal(record.Counters.ChunksStored, record.Counters.ChunksEmbedded);
        Assert.Equal(12, (await archon.StoredAsync("c1")).Distinct().Count());
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    /// <summary>Loses the third call of a method (the first, when it is called once only), or its answer.</summary>
    private sealed class LosingFilter(string grain, string method, bool answer) : IOutgoingGrainCallFilter
    {
        // Shorter than the real time-outs of these calls: what is lost is lost either way.
        private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(1);
        private readonly int _which = method == nameof(IEmbeddingGrain.DrainAsync) ? 1 : 3;
        private int _calls;

        public int Lost { get; private set; }

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType?.Name != grain || context.InterfaceMethod.Name != method || Interlocked.Increment(ref _calls) != _which)
            {
                await context.Invoke();
                return;
            }

            // Asked for now: the request forgets its arguments when it is done.
            var token = context.Request.GetCancellationToken();
            if (answer)
            {
                await context.Invoke();
            }

            Lost++;
            if (method == nameof(IPageCrawlerGrain.CrawlAsync))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }

            await Task.Delay(TimeOut, TimeProvider.System, token);
            throw new TimeoutException("Response did not arrive on time.");
        }
    }
}
