using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.Grains.Crawling;
using Archon.Grains.Progress;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Whoever dies, the crawl goes on and each page is stored once.</summary>
public sealed class RecoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeactivatedInTheMiddle_TheCrawlGoesOnWhenAsked()
    {
        await using var site = await DocSite.StarAsync(40);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });
        await site.When(() => site.Order.Count >= 12);
        site.Hold();
        await site.When(() => site.InFlight == 4);

        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        site.Release();
        await archon.Crawl("c1").EnsureRunningAsync(Cancel);

        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 40, 40), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        var stored = await archon.StoredAsync("c1");
        Assert.Equal(40, stored.Length);
        Assert.Equal(40, stored.Distinct().Count());
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task ANewerEpoch_SilencesTheOlderRun()
    {
        await using var site = await DocSite.StarAsync(30);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<CrawlOptions>(options => options.ResumeOnActivation = false),
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });
        await site.When(() => site.Order.Count >= 8);
        site.Hold();
        await site.When(() => site.InFlight == 4);

        var taken = await archon.Store.Inner.OpenEpochAsync("c1", DateTimeOffset.UnixEpoch, Cancel);
        var journal = await archon.JournalAsync("c1");
        site.Release();
        await archon.Cluster.WaitForDeactivationAsync(archon.Crawl("c1"));

        var record = await archon.RecordAsync("c1");

        // Vectors belong to the source, whoever crawls it; everything else stands still.
        var counters = record.Counters with { ChunksEmbedded = taken!.Counters.ChunksEmbedded };
        Assert.Equal((taken.Epoch, taken.Counters), (record.Epoch, counters));
        Assert.Equal(journal.Length, (await archon.JournalAsync("c1")).Length);
        Assert.False(record.Status.IsTerminal());

        await archon.Crawl("c1").EnsureRunningAsync(Cancel);
        var ended = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 30), (ended.Status, ended.Counters.PagesDone));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task TakenUpAgain_ThePercentageDoesNotFall()
    {
        await using var site = await DocSite.StarAsync(30);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<CrawlOptions>(options => options.ResumeOnActivation = false),
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });
        await site.When(() => site.Order.Count >= 8);
        site.Hold();
        await site.When(() => site.InFlight == 4);
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        var record = await archon.RecordAsync("c1");
        var shown = (await archon.JournalAsync("c1"))[^1] with { Sequence = record.LastSequence + 1, Percentage = 90, Log = "Ninety were shown" };
        Assert.True(await archon.Store.Inner.AppendJournalAsync("c1", record.Epoch, [JournalJson.ToEntry(shown)], Cancel));

        site.Release();
        await archon.Crawl("c1").EnsureRunningAsync(Cancel);
        await archon.EndOfAsync("c1");

        Assert.All((await archon.JournalAsync("c1")).Where(progress => progress.Sequence > shown.Sequence), progress => Assert.True(progress.Percentage >= 90));
    }

    [Fact]
    public async Task WhatWasTold_IsWhatEveryDoorShows()
    {
        await using var site = await DocSite.StarAsync(30);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<CrawlOptions>(options => options.ResumeOnActivation = false),
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });
        await site.When(() => site.Order.Count >= 8);
        site.Hold();
        await site.When(() => site.InFlight == 4);
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        var record = await archon.RecordAsync("c1");
        var told = (await archon.JournalAsync("c1"))[^1] with { Sequence = record.LastSequence + 1, Percentage = 90, Log = "Ninety were told" };
        Assert.True(await archon.Store.Inner.AppendJournalAsync("c1", record.Epoch, [JournalJson.ToEntry(told)], Cancel));

        Assert.Equal((90.0, 90.0), await ShownAsync());
        await archon.Crawl("c1").PauseAsync(Cancel);
        Assert.Equal((90.0, 90.0), await ShownAsync());
        await archon.Crawl("c1").ResumeAsync(Cancel);
        Assert.Equal((90.0, 90.0), await ShownAsync());
        await archon.Crawl("c1").CancelAsync(Cancel);
        Assert.Equal((90.0, 90.0), await ShownAsync());
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        Assert.Equal((90.0, 90.0), await ShownAsync());

        async Task<(double Status, double List)> ShownAsync() => (
            (await archon.Crawl("c1").GetStatusAsync(Cancel))!.Percentage,
            Assert.Single((await archon.Grains.GetGrain<ILibraryGrain>(0).ListCrawlsAsync(null, 10, null, Cancel)).Items).Percentage);
    }

    [Fact]
    public async Task EnsureRunning_AskedByManyAtOnce_OpensOneEpoch()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        var before = (await archon.RecordAsync("c1")).Epoch;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => archon.Crawl("c1").EnsureRunningAsync(Cancel)));

        Assert.Equal(before + 1, (await archon.RecordAsync("c1")).Epoch);
        site.Release();
        Assert.Equal(CrawlStatus.Complete, (await archon.EndOfAsync("c1")).Status);
    }

    [Fact]
    public async Task EnsureRunning_OfAnEndedCrawl_ChangesNothing()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        var before = await archon.RecordAsync("c1");

        await archon.Crawl("c1").EnsureRunningAsync(Cancel);

        Assert.Equal(before.Epoch, (await archon.RecordAsync("c1")).Epoch);
        Assert.Equal(1, archon.Store.Calls(nameof(IArchonStore.EndCrawlAsync)));
    }

    [Fact]
    public async Task OfThreeSilos_OneKilled_TheOthersFinishWithEachPageOnce()
    {
        await using var site = await DocSite.StarAsync(60);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = 3 });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 6 });
        await site.When(() => site.Order.Count >= 20);

        await archon.Cluster.KillSiloAsync(archon.Cluster.Silos[2], Cancel);
        await archon.Cluster.Silos[1].ServiceProvider.GetRequiredService<IGrainFactory>()
            .GetGrain<GrainInterfaces.Crawling.ICrawlGrain>("c1").EnsureRunningAsync(Cancel);

        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 60, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        var stored = await archon.StoredAsync("c1");
        Assert.Equal(60, stored.Distinct().Count());
        Assert.Equal(60, stored.Length);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }
}
