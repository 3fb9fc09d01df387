using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class HostStoreConformance : StoreConformance
{
    private static readonly DateTimeOffset Time = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AHost_IsFoundAsItWasSaved()
    {
        var held = Host("https://a.example") with { HeldUntil = Time + TimeSpan.FromMinutes(5), Backoff = 3, LastStatus = 429 };
        var free = Host("https://b.example:8443");
        await Store.SaveHostAsync(held, Cancel);
        await Store.SaveHostAsync(free, Cancel);

        Assert.Equal(held, await Store.FindHostAsync("https://a.example", Cancel));
        Assert.Equal(free, await Store.FindHostAsync("https://b.example:8443", Cancel));
        Assert.Null(await Store.FindHostAsync("https://a.example:8443", Cancel));
    }

    [Fact]
    public async Task SavedAgain_TheNewerWordCounts()
    {
        await Store.SaveHostAsync(Host("https://a.example") with { HeldUntil = Time + TimeSpan.FromMinutes(5), LastStatus = 503 }, Cancel);
        var later = Host("https://a.example") with { Limit = 16, Requests = 1_000_000_000_000, UpdatedAt = Time + TimeSpan.FromMinutes(6) };

        await Store.SaveHostAsync(later, Cancel);

        Assert.Equal(later, Assert.Single(await Store.ListHostsAsync(10, Cancel)));
    }

    [Fact]
    public async Task Hosts_AreListedTheOneAskedLastFirst_UpToTheLimit()
    {
        foreach (var minute in new[] { 2, 4, 1, 3 })
        {
            await Store.SaveHostAsync(Host($"https://h{minute}.example") with { UpdatedAt = Time + TimeSpan.FromMinutes(minute) }, Cancel);
        }

        Assert.Equal(["https://h4.example", "https://h3.example", "https://h2.example"], (await Store.ListHostsAsync(3, Cancel)).Select(host => host.Origin));
    }

    [Fact]
    public async Task AHostNotAskedForALifetime_IsForgotten()
    {
        await Store.SaveHostAsync(Host("https://old.example"), Cancel);

        await Store.SaveHostAsync(Host("https://new.example") with { UpdatedAt = Time + HostRecord.Lifetime + TimeSpan.FromSeconds(1) }, Cancel);

        Assert.Null(await Store.FindHostAsync("https://old.example", Cancel));
    }

    private static HostRecord Host(string origin) => new()
    {
        Origin = origin,
        Limit = 2.125,
        Delay = TimeSpan.FromMilliseconds(1500),
        Requests = 17,
        UpdatedAt = Time,
    };
}
