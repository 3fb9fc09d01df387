using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Archon.Cluster.Tests;

/// <summary>An empty database of its own on the server that <c>ARCHON_TEST_POSTGRES</c> names, gone with the test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "ARCHON_TEST_POSTGRES";

    private readonly string _name = $"archon_{Guid.NewGuid():N}";

    private TestDatabase()
    {
    }

    public string Connection => new NpgsqlConnectionStringBuilder(Server) { Database = _name, Timeout = 30 }.ConnectionString;

    private static string Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection
        ? connection
        : throw new InvalidOperationException($"{Variable} is not set; ./test sets it, or: export {Variable}=$(tests/postgres.sh start)");

    /// <param name="migrated">With the schema.</param>
    public static async Task<TestDatabase> CreateAsync(bool migrated = false)
    {
        var database = new TestDatabase();
        await ExecuteAsync(Server, $"CREATE DATABASE {database._name}");
        if (migrated)
        {
            await using var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = database.Connection }), TimeProvider.System);
            await store.MigrateAsync(CancellationToken.None);
        }

        return database;
    }

    /// <summary>One number from SQL.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(Server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
