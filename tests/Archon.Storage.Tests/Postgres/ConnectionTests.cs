using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Tests.Postgres;

/// <summary>How many connections a node opens, and which faults of a start may pass.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData("", PostgresOptions.DefaultPoolSize)]
    [InlineData("Maximum Pool Size=7", 7)]
    [InlineData("maxpoolsize=7", 7)]
    [InlineData("Maximum Pool Size=100", 100)]
    [InlineData("Minimum Pool Size=40", 40)]
    public async Task Pool_IsAsLargeAsTheConnectionStringSaysOrTheDefault(string setting, int size)
    {
        await using var database = new PostgresDatabase(new PostgresOptions { ConnectionString = $"Host=db;Username=x;{setting}" });

        Assert.Equal(size + PostgresOptions.CommitPoolSize, database.MostConnections);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Timeout=5", true)]
    [InlineData("Password=wrong", false)]
    [InlineData("Database=archon_nowhere", false)]
    public async Task Away_IsAServerThatDoesNotAnswer(string change, bool away)
    {
        var connection = change.StartsWith("Host", StringComparison.Ordinal)
            ? change
            : new NpgsqlConnectionStringBuilder(TestServer.To("postgres") + ";" + change) { Pooling = false }.ConnectionString;
        await using var store = TestDatabase.Open(connection);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(TestContext.Current.CancellationToken));

        Assert.Equal(away, PostgresStore.IsAway(fault));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true)]
    [InlineData(PostgresErrorCodes.AdminShutdown, true)]
    [InlineData(PostgresErrorCodes.DiskFull, false)]
    [InlineData(PostgresErrorCodes.TooManyConnections, false)]
    public void Away_IsAServerThatStartsOrStops(string state, bool away) =>
        Assert.Equal(away, PostgresStore.IsAway(new StorageUnavailableException("It.", new PostgresException("It.", "FATAL", "FATAL", state))));
}
