using Archon.Domain.Crawling;
using Archon.Grains.Resuming;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Grains.Tests.Resuming;

/// <summary>Refreshes whose time has come, over real crawls.</summary>
public sealed class DueRefreshTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly RefreshSchedule Daily = new(TimeSpan.FromDays(1), Now);

    private readonly FakeTimeProvider _clock = new(Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARefreshThatIsDue_IsBegunOnce_AndComesAgainAPeriodLater()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        var source = await SourceAsync(archon, site, Daily);

        var (begun, failures) = await Refreshes(archon).BeginAsync(Cancel);

        Assert.Equal(1, begun);
        Assert.Empty(failures);
        var record = await archon.EndOfAsync(DueRefreshes.CrawlIdOf(new DueRefresh(source, Daily)));
        Assert.Equal((true, 3L), (record.Settings.Refreshes, record.Counters.PagesUnchanged));
        Assert.Equal(Daily with { NextAt = Now + TimeSpan.FromDays(1) }, await ScheduleAsync(archon, source));
        Assert.Equal(0, (await Refreshes(archon).BeginAsync(Cancel)).Begun);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await Refreshes(archon).BeginAsync(Cancel)).Begun);
    }

    [Fact]
    public async Task WhatWasMissed_IsNotMadeUpFor_AndTheHourStays()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await ArchonCluster.StartAsync();
        var source = await SourceAsync(archon, site, Daily);
        _clock.Advance(TimeSpan.FromDays(9) + TimeSpan.FromHours(5));

        Assert.Equal(1, (await Refreshes(archon).BeginAsync(Cancel)).Begun);

        Assert.Equal(Now + TimeSpan.FromDays(10), (await ScheduleAsync(archon, source))!.NextAt);
    }

    [Fact]
    public async Task ManyWhoSweepAtOnce_BeginOneCrawl()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = 2 });
        await SourceAsync(archon, site, Daily);

        var sweeps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refreshes(archon).BeginAsync(Cancel)));

        Assert.All(sweeps, sweep => Assert.Empty(sweep.Failures));
        Assert.Equal(1, sweeps.Sum(sweep => sweep.Begun));
        Assert.Equal(2, (await archon.Store.Inner.ListCrawlsAsync(null, 10, null, Cancel)).Items.Length);
    }

    [Fact]
    public async Task WhoDiesBeforeItIsPutOff_LeavesItToTheNext_WhoBeginsNoSecondOne()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await ArchonCluster.StartAsync();
        var source = await SourceAsync(archon, site, Daily);
        archon.Store.Fail(nameof(IArchonStore.PutOffRefreshAsync), 1);

        var (begun, failures) = await Refreshes(archon).BeginAsync(Cancel);
        Assert.Equal((0, 1), (begun, failures.Count));
        Assert.Equal(Now, (await ScheduleAsync(archon, source))!.NextAt);

        Assert.Equal(1, (await Refreshes(archon).BeginAsync(Cancel)).Begun);
        Assert.Equal(2, (await archon.Store.Inner.ListCrawlsAsync(null, 10, null, Cancel)).Items.Length);
    }

    [Fact]
    public async Task ASourceThatIsBeingCrawled_IsAskedAgainSoon()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await ArchonCluster.StartAsync();
        var source = await SourceAsync(archon, site, Daily);
        await archon.StartRefreshAsync("manual", "c1");
        await archon.Crawl("manual").PauseAsync(Cancel);

        Assert.Equal(0, (await Refreshes(archon).BeginAsync(Cancel)).Begun);

        Assert.Equal(Now + TimeSpan.FromMinutes(10), (await ScheduleAsync(archon, source))!.NextAt);
        await archon.Crawl("manual").CancelAsync(Cancel);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await Refreshes(archon).BeginAsync(Cancel)).Begun);
    }

    [Fact]
    public async Task ADeletedSource_IsLeftAlone()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await ArchonCluster.StartAsync();
        var source = await SourceAsync(archon, site, Daily);
        await archon.Store.Inner.DeleteSourceAsync(source, Cancel);

        var (begun, failures) = await Refreshes(archon).BeginAsync(Cancel);

        Assert.Equal((0, 0), (begun, failures.Count));
    }

    private DueRefreshes Refreshes(ArchonCluster archon) => new(archon.Store, archon.Grains, _clock, NullLogger<DueRefreshes>.Instance);

    private static async Task<string> SourceAsync(ArchonCluster archon, DocSite site, RefreshSchedule schedule)
    {
        var source = (await archon.RunAsync("c1", site["/docs/"])).SourceId;
        Assert.True(await archon.Store.Inner.ScheduleRefreshAsync(source, schedule, Cancel));
        return source;
    }

    private static async Task<RefreshSchedule?> ScheduleAsync(ArchonCluster archon, string source) =>
        (await archon.Store.Inner.FindSourceAsync(source, Cancel))!.Schedule;
}
