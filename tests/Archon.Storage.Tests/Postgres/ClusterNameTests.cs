using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Postgres;

/// <summary>One database is one cluster.</summary>
public sealed class ClusterNameTests : PostgresFacts
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task OfTwoNamesAtOnce_OneIsTheDatabases()
    {
        await Database.CreateAsync();
        await using var one = TestDatabase.Open(Database.Connection);
        await using var other = TestDatabase.Open(Database.Connection);

        Task[] joining = [one.JoinClusterAsync("a", Silence, Cancel), other.JoinClusterAsync("b", Silence, Cancel)];
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => Task.WhenAll(joining));

        _ = Assert.Single(joining, task => task.IsFaulted);
        Assert.Contains("'a'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'b'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Archon:Orleans:ClusterId", fault.Message, StringComparison.Ordinal);
        var name = await Database.TextAsync("SELECT name FROM cluster");
        await one.JoinClusterAsync(name, Silence, Cancel);
        await other.JoinClusterAsync(name, Silence, Cancel);
    }

    [Fact]
    public async Task ARename_WaitsUntilNoSiloOfTheFormerNameLives()
    {
        await using var former = await Database.OpenAsync();
        await former.JoinClusterAsync("former", Silence, Cancel);
        await Database.CountAsync(
            """
            INSERT INTO orleans_membership (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
            VALUES ('former', '127.0.0.1', 11111, 1, 'silo-a', 'here', 3, 30000, now(), now()) RETURNING 1
            """);
        await using var renaming = TestDatabase.Open(Database.Connection, renameCluster: true);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => renaming.JoinClusterAsync("new", Silence, Cancel));
        Assert.Contains("silo-a", fault.Message, StringComparison.Ordinal);

        await Database.CountAsync("UPDATE orleans_membership SET SeenAt = now() - interval '16 seconds' RETURNING 1");
        await renaming.JoinClusterAsync("new", Silence, Cancel);

        Assert.Equal("new", await Database.TextAsync("SELECT name FROM cluster"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => former.JoinClusterAsync("former", Silence, Cancel));
    }
}
