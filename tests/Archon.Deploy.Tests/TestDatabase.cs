using System.Globalization;
using Npgsql;

namespace Archon.Deploy.Tests;

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

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await ExecuteAsync(Server, $"CREATE DATABASE {database._name}");
        return database;
    }

    /// <summary>The first row's columns as texts; empty when there is none.</summary>
    public async Task<string[]> RowAsync(string sql)
    {
        await using var source = Open(Connection);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? [.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!)]
            : [];
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(Server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = Open(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlDataSource Open(string connection) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
}
