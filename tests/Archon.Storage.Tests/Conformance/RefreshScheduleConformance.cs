using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class RefreshScheduleConformance : StoreConformance
{
    private static readonly RefreshSchedule Daily = new(TimeSpan.FromDays(1), Noon + TimeSpan.FromDays(1), PrivateAccess.SeedOrigin);

    [Fact]
    public async Task ASchedule_IsReadAsItWasGiven_AndTakenAway()
    {
        await StoreAsync("c", Documents.Of("T", "text"));
        Assert.Null((await Store.FindSourceAsync("source", Cancel))!.Schedule);

        Assert.True(await Store.ScheduleRefreshAsync("source", Daily, Cancel));
        Assert.Equal(Daily, (await Store.FindSourceAsync("source", Cancel))!.Schedule);
        Assert.Equal(Daily, Assert.Single((await Store.ListSourcesAsync(10, null, Cancel)).Items).Schedule);

        Assert.True(await Store.ScheduleRefreshAsync("source", null, Cancel));
        Assert.Null((await Store.FindSourceAsync("source", Cancel))!.Schedule);
        Assert.Empty(await Store.ListDueRefreshesAsync(DateTimeOffset.MaxValue, 10, Cancel));
    }

    [Fact]
    public async Task ASchedule_OfNoSource_IsRefused()
    {
        Assert.False(await Store.ScheduleRefreshAsync("nobody", Daily, Cancel));
        Assert.False(await Store.ScheduleRefreshAsync("nobody", null, Cancel));
    }

    [Fact]
    public async Task DueRefreshes_AreListedTheLongestDueFirst_UpToTheLimit()
    {
        foreach (var (source, hours) in new[] { ("a", 3), ("b", 1), ("c", 2), ("d", 4) })
        {
            await StoreAsync(source, Documents.Of("T", "text"), source);
            await Store.ScheduleRefreshAsync(source, Daily with { NextAt = Noon + TimeSpan.FromHours(hours) }, Cancel);
        }

        Assert.Empty(await Store.ListDueRefreshesAsync(Noon, 10, Cancel));
        Assert.Equal(["b", "c", "a"], (await Store.ListDueRefreshesAsync(Noon + TimeSpan.FromHours(3), 10, Cancel)).Select(due => due.SourceId));
        var due = Assert.Single(await Store.ListDueRefreshesAsync(Noon + TimeSpan.FromHours(3), 1, Cancel));
        Assert.Equal(new DueRefresh("b", Daily with { NextAt = Noon + TimeSpan.FromHours(1) }), due);
    }

    [Fact]
    public async Task PutOff_HappensOnce_AndNotWhenTheScheduleIsAnotherMeanwhile()
    {
        await StoreAsync("c", Documents.Of("T", "text"));
        await Store.ScheduleRefreshAsync("source", Daily, Cancel);
        var due = Assert.Single(await Store.ListDueRefreshesAsync(Daily.NextAt, 10, Cancel));

        Assert.True(await Store.PutOffRefreshAsync(due, Noon + TimeSpan.FromDays(2), Cancel));
        Assert.False(await Store.PutOffRefreshAsync(due, Noon + TimeSpan.FromDays(3), Cancel));
        Assert.Equal(Daily with { NextAt = Noon + TimeSpan.FromDays(2) }, (await Store.FindSourceAsync("source", Cancel))!.Schedule);

        await Store.ScheduleRefreshAsync("source", null, Cancel);
        Assert.False(await Store.PutOffRefreshAsync(due with { Schedule = Daily with { NextAt = Noon + TimeSpan.FromDays(2) } }, Noon + TimeSpan.FromDays(3), Cancel));
        Assert.Null((await Store.FindSourceAsync("source", Cancel))!.Schedule);
    }

    [Fact]
    public async Task ADeletedSource_TakesItsScheduleWithIt()
    {
        await StoreAsync("c", Documents.Of("T", "text"));
        await Store.ScheduleRefreshAsync("source", Daily, Cancel);

        Assert.Equal(DeleteSourceOutcome.Deleted, await Store.DeleteSourceAsync("source", Cancel));

        Assert.Empty(await Store.ListDueRefreshesAsync(Noon + TimeSpan.FromDays(9), 10, Cancel));
        await StoreAsync("again", Documents.Of("T", "text"));
        Assert.Null((await Store.FindSourceAsync("source", Cancel))!.Schedule);
    }

    [Fact]
    public async Task ANewCrawl_KeepsTheSchedule()
    {
        await StoreAsync("c", Documents.Of("T", "text"));
        await Store.ScheduleRefreshAsync("source", Daily, Cancel);

        await StoreAsync("d", Documents.Of("U", "another text"));

        Assert.Equal(Daily, (await Store.FindSourceAsync("source", Cancel))!.Schedule);
    }
}
