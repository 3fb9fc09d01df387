using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Postgres;

/// <summary>Silos that could not open what the others seal do not join them.</summary>
public sealed class ClusterKeyTests : PostgresFacts
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task TheFirstKey_IsTheClusters_AndEverySilosFromThenOn()
    {
        await using var store = await Database.OpenAsync();
        await store.JoinClusterAsync("c", Silence, Cancel);
        await store.DeclareSecretKeyAsync("c", null, Silence, replace: false, Cancel);

        await store.DeclareSecretKeyAsync("c", "k1", Silence, replace: false, Cancel);

        await store.DeclareSecretKeyAsync("c", "k1", Silence, replace: false, Cancel);
        var other = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareSecretKeyAsync("c", "k2", Silence, replace: false, Cancel));
        var none = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareSecretKeyAsync("c", null, Silence, replace: false, Cancel));
        Assert.Contains("this node has another one: give it the same Archon:Secrets:Key", other.Message, StringComparison.Ordinal);
        Assert.Contains("this node has none", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplacement_WaitsUntilNoSiloLives()
    {
        await using var store = await Database.OpenAsync();
        await store.JoinClusterAsync("c", Silence, Cancel);
        await store.DeclareSecretKeyAsync("c", "k1", Silence, replace: false, Cancel);
        await Database.CountAsync(
            """
            INSERT INTO orleans_membership (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
            VALUES ('c', '127.0.0.1', 11111, 1, 'silo-a', 'here', 3, 30000, now(), now()) RETURNING 1
            """);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareSecretKeyAsync("c", "k2", Silence, replace: true, Cancel));
        Assert.Contains("silo-a", fault.Message, StringComparison.Ordinal);

        await Database.CountAsync("UPDATE orleans_membership SET SeenAt = now() - interval '16 seconds' RETURNING 1");
        await store.DeclareSecretKeyAsync("c", "k2", Silence, replace: true, Cancel);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareSecretKeyAsync("c", "k1", Silence, replace: false, Cancel));
    }
}
