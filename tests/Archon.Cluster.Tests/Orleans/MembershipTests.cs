using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Archon.Cluster.Tests.Orleans;

/// <summary>Orleans' membership table over our tables: what the membership protocol relies on.</summary>
public sealed class MembershipTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);

    private ProviderHost _host = null!;
    private IMembershipTable _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ProviderHost.CreateAsync();
        _table = _host.Get<IMembershipTable>();
        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancel);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Initialise_Twice_KeepsTheVersion()
    {
        Assert.True(await InsertAsync(Entry(1)));

        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancel);

        Assert.Equal(1, (await _table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Empty_HasAVersionAndNoMembers()
    {
        var data = await _table.ReadAllAsync(Cancel);

        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
        Assert.Empty((await _table.ReadRowAsync(Entry(1).SiloAddress, Cancel)).Members);
    }

    [Fact]
    public async Task Insert_IsReadBack()
    {
        var entry = Entry(1);

        Assert.True(await InsertAsync(entry));

        var (read, _) = Assert.Single((await _table.ReadRowAsync(entry.SiloAddress, Cancel)).Members);
        Assert.Equal(
            (entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(DateTimeKind.Utc, read.StartTime.Kind);
        Assert.Equal(1, (await _table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Insert_OfAnOldVersionOrAKnownSilo_IsRefused()
    {
        var old = (await _table.ReadAllAsync(Cancel)).Version;
        Assert.True(await InsertAsync(Entry(1)));

        Assert.False(await _table.InsertRowAsync(Entry(2), old.Next(), Cancel));
        Assert.False(await InsertAsync(Entry(1)));
        Assert.Equal(1, (await _table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Insert_ManyAtOnce_LetsOneWinEachVersion()
    {
        var version = (await _table.ReadAllAsync(Cancel)).Version;

        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => _table.InsertRowAsync(Entry(n), version.Next(), Cancel)));

        Assert.Single(results, won => won);
        Assert.Single((await _table.ReadAllAsync(Cancel)).Members);
    }

    [Fact]
    public async Task Update_ChangesStatusAndSuspicions()
    {
        var entry = Entry(1);
        Assert.True(await InsertAsync(entry));
        entry.Status = SiloStatus.Dead;
        entry.AddSuspector(Entry(2).SiloAddress, Noon);
        entry.AddSuspector(Entry(3).SiloAddress, Noon.AddSeconds(1));

        Assert.True(await UpdateAsync(entry));

        var (read, _) = Assert.Single((await _table.ReadAllAsync(Cancel)).Members);
        Assert.Equal(SiloStatus.Dead, read.Status);
        Assert.Equal([Entry(2).SiloAddress, Entry(3).SiloAddress], read.SuspectTimes!.Select(suspicion => suspicion.Item1));
        Assert.Equal(2, (await _table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task Update_OfAnOldVersionOrAnUnknownSilo_IsRefused()
    {
        var entry = Entry(1);
        await InsertAsync(entry);
        var old = await _table.ReadAllAsync(Cancel);
        await InsertAsync(Entry(2));

        Assert.False(await _table.UpdateRowAsync(entry, old.Members[0].Item2, old.Version.Next(), Cancel));
        Assert.False(await UpdateAsync(Entry(3)));
        Assert.Equal(2, (await _table.ReadAllAsync(Cancel)).Version.Version);
    }

    [Fact]
    public async Task IAmAlive_ChangesTheTimeAndNotTheVersion()
    {
        var entry = Entry(1);
        await InsertAsync(entry);
        entry.IAmAliveTime = Noon.AddMinutes(7);

        await _table.UpdateIAmAliveAsync(entry, Cancel);

        var data = await _table.ReadAllAsync(Cancel);
        Assert.Equal(Noon.AddMinutes(7), Assert.Single(data.Members).Item1.IAmAliveTime);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task DefunctSilos_AreCleanedAwayAndActiveOnesStay()
    {
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        var active = Entry(2);
        var recent = Entry(3);
        recent.Status = SiloStatus.Dead;
        recent.IAmAliveTime = Noon.AddHours(2);
        foreach (var entry in new[] { dead, active, recent })
        {
            Assert.True(await InsertAsync(entry));
        }

        await _table.CleanupDefunctSiloEntriesAsync(Noon.AddHours(1), Cancel);

        Assert.Equal(
            [active.SiloAddress, recent.SiloAddress], (await _table.ReadAllAsync(Cancel)).Members.Select(member => member.Item1.SiloAddress).OrderBy(address => address.Endpoint.Port));
    }

    [Fact]
    public async Task Delete_LeavesOtherClustersAlone()
    {
        await InsertAsync(Entry(1));

        await _table.DeleteMembershipTableEntriesAsync("another", Cancel);
        Assert.Single((await _table.ReadAllAsync(Cancel)).Members);

        await _table.DeleteMembershipTableEntriesAsync("conformance", Cancel);
        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancel);
        Assert.Empty((await _table.ReadAllAsync(Cancel)).Members);
    }

    [Fact]
    public async Task GatewayList_HasActiveSilosWithAGateway()
    {
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        var closed = Entry(2);
        closed.ProxyPort = 0;
        var open = Entry(3);
        foreach (var entry in new[] { dead, closed, open })
        {
            Assert.True(await InsertAsync(entry));
        }

        var gateways = await GatewaysAsync();

        Assert.Equal($"gwy.tcp://127.0.0.1:{open.ProxyPort}/{open.SiloAddress.Generation}", Assert.Single(gateways).ToString());
    }

    private async Task<IList<Uri>> GatewaysAsync()
    {
        var silo = _host.Get<IOptions<AdoNetClusteringSiloOptions>>().Value;
        var provider = new global::Orleans.Runtime.Membership.AdoNetGatewayListProvider(
            Microsoft.Extensions.Logging.Abstractions.NullLogger<global::Orleans.Runtime.Membership.AdoNetGatewayListProvider>.Instance,
            _host.Services,
            Options.Create(new AdoNetClusteringClientOptions { Invariant = silo.Invariant, ConnectionString = silo.ConnectionString }),
            Options.Create(new GatewayOptions()),
            _host.Get<IOptions<ClusterOptions>>());
        await provider.InitializeGatewayListProvider();
        return await provider.GetGateways();
    }

    private static MembershipEntry Entry(int n) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11_000 + n, 100 + n),
        SiloName = $"silo-{n}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30_000 + n,
        StartTime = Noon,
        IAmAliveTime = Noon,
    };

    private async Task<bool> InsertAsync(MembershipEntry entry) => await _table.InsertRowAsync(entry, (await _table.ReadAllAsync(Cancel)).Version.Next(), Cancel);

    private async Task<bool> UpdateAsync(MembershipEntry entry)
    {
        var data = await _table.ReadAllAsync(Cancel);
        var etag = data.Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(entry.SiloAddress))?.Item2 ?? "";
        return await _table.UpdateRowAsync(entry, etag, data.Version.Next(), Cancel);
    }
}
