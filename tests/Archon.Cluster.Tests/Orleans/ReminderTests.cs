
namespace Archon.Cluster.Tests.Orleans;

/// <summary>Orleans' reminder table over our tables.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);

    private ProviderHost _host = null!;
    private IReminderTable _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ProviderHost.CreateAsync();
        _table = _host.Get<IReminderTable>();
        await _table.StartAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Upsert_IsReadBackAndChangesTheETag()
    {
        var first = await _table.UpsertRow(Entry("a"), Cancel);
        var second = await _table.UpsertRow(Entry("a", TimeSpan.FromDays(40)), Cancel);

        var read = (await _table.ReadRow(Grain("a"), "reminder", Cancel))!;
        Assert.NotEqual(first, second);
        Assert.Equal((Grain("a"), "reminder", Noon, TimeSpan.FromDays(40), second), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Single((await _table.ReadRows(Grain("a"), Cancel)).Reminders);
        Assert.Null(await _table.ReadRow(Grain("b"), "reminder", Cancel));
        Assert.Empty((await _table.ReadRows(Grain("b"), Cancel)).Reminders);
    }

    [Fact]
    public async Task Remove_NeedsTheETag()
    {
        var etag = await _table.UpsertRow(Entry("a"), Cancel);

        Assert.False(await _table.RemoveRow(Grain("a"), "reminder", "77", Cancel));
        Assert.True(await _table.RemoveRow(Grain("a"), "reminder", etag!, Cancel));
        Assert.False(await _table.RemoveRow(Grain("a"), "reminder", etag!, Cancel));
    }

    [Fact]
    public async Task Ranges_PartTheRingWithoutGapOrOverlap()
    {
        for (var n = 0; n < 60; n++)
        {
            await _table.UpsertRow(Entry($"grain-{n}"), Cancel);
        }

        uint[] bounds = [0, 0x3000_0000, 0x7fff_ffff, 0x8000_0000, 0xd000_0000];
        var found = new List<string>();
        for (var i = 0; i < bounds.Length; i++)
        {
            var (begin, end) = (bounds[i], bounds[(i + 1) % bounds.Length]);
            var rows = (await _table.ReadRows(begin, end, Cancel)).Reminders;
            Assert.All(rows, row => Assert.True(IsInRange(row.GrainId.GetUniformHashCode(), begin, end)));
            found.AddRange(rows.Select(row => row.GrainId.ToString()));
        }

        Assert.Equal(60, found.Count);
        Assert.Equal(60, found.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(60, (await _table.ReadRows(7, 7, Cancel)).Reminders.Count);
    }

    [Fact]
    public async Task Clear_LeavesNothing()
    {
        await _table.UpsertRow(Entry("a"), Cancel);

        await _table.TestOnlyClearTable(Cancel);

        Assert.Empty((await _table.ReadRows(0, 0, Cancel)).Reminders);
    }

    private static bool IsInRange(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static GrainId Grain(string key) => GrainId.Create("conformance", key);

    private static ReminderEntry Entry(string key, TimeSpan? period = null) =>
        new() { GrainId = Grain(key), ReminderName = "reminder", StartAt = Noon, Period = period ?? TimeSpan.FromMinutes(1) };
}
