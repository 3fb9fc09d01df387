using System.Globalization;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Archon.Chaos.Processes;

/// <summary>An empty database of its own on a server, gone when disposed. The server is the one <c>ARCHON_TEST_POSTGRES</c> names when none is given.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "ARCHON_TEST_POSTGRES";

    private readonly string _name = $"archon_{Guid.NewGuid():N}";
    private readonly string _server;

    private TestDatabase(string server) => _server = server;

    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name, Timeout = 30 }.ConnectionString;

    private static string Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection
        ? connection
        : throw new InvalidOperationException($"{Variable} is not set; ./test sets it, or: export {Variable}=$(tests/postgres.sh start)");

    /// <param name="migrated">With the schema.</param>
    /// <param name="server">Connection string of the server.</param>
    public static async Task<TestDatabase> CreateAsync(bool migrated = false, string? server = null)
    {
        var database = new TestDatabase(server ?? Server);
        await ExecuteAsync(database._server, $"CREATE DATABASE {database._name}");
        if (migrated)
        {
            await using var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = database.Connection }), TimeProvider.System);
            await store.MigrateAsync(CancellationToken.None);
        }

        return database;
    }

    /// <summary>One number from SQL.</summary>
    public async Task<long> CountAsync(string sql, params object[] values) => (await ReadAsync(sql, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), values))[0];

    /// <summary>Rows from SQL. $1 and so on are <paramref name="values"/>.</summary>
    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false, ApplicationName = "checks" }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
