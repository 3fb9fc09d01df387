using Archon.Storage.Postgres;
using Archon.Storage.Tests.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Archon.Storage.Tests.Postgres;

/// <summary>
/// The server that <c>ARCHON_TEST_POSTGRES</c> names, and on it one migrated database that the tests' own are copies of: a copy takes
/// a tenth of what migrating takes.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Variable = "ARCHON_TEST_POSTGRES";

    private static readonly string TemplateName = $"archon_template_{Guid.NewGuid():N}";
    private static readonly Lazy<Task> Template = new(MakeTemplateAsync);

    private static string Connection => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection
        ? connection
        : throw new InvalidOperationException($"{Variable} is not set; ./test sets it, or: export {Variable}=$(tests/postgres.sh start)");

    /// <summary>The connection string of a database on the server.</summary>
    public static string To(string database) => new NpgsqlConnectionStringBuilder(Connection) { Database = database, Timeout = 30 }.ConnectionString;

    /// <summary>Makes a database; its name.</summary>
    /// <param name="migrated">With the schema.</param>
    public static async Task<string> CreateDatabaseAsync(bool migrated = true)
    {
        var name = $"archon_{Guid.NewGuid():N}";
        if (migrated)
        {
            await Template.Value;
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {TemplateName} STRATEGY file_copy");
        }
        else
        {
            await ExecuteAsync($"CREATE DATABASE {name}");
        }

        return name;
    }

    public static Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>Runs SQL as the owner of the server.</summary>
    public static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Template.IsValueCreated)
        {
            await DropDatabaseAsync(TemplateName);
        }
    }

    private static async Task MakeTemplateAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {TemplateName}");
        // Whoever still holds a connection to a template keeps it from being copied.
        var connection = new NpgsqlConnectionStringBuilder(To(TemplateName)) { Pooling = false }.ConnectionString;
        await using var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = connection }), TimeProvider.System);
        await store.MigrateAsync(CancellationToken.None);
        await store.Cleaning;
    }
}
