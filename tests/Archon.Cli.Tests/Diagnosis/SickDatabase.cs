using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>A database of its own on the server that <c>ARCHON_TEST_POSTGRES</c> names, to be brought into a bad state; gone with the test.</summary>
internal sealed class SickDatabase : IAsyncDisposable
{
    private const string Variable = "ARCHON_TEST_POSTGRES";

    private readonly string _name = $"archon_{Guid.NewGuid():N}";

    private SickDatabase()
    {
    }

    public string Connection => With(settings => settings.Database = _name);

    /// <summary>A user of this database who owns nothing.</summary>
    public string Guest => $"guest_{_name}";

    public static async Task<SickDatabase> CreateAsync(bool migrated = true)
    {
        var database = new SickDatabase();
        await ExecuteAsync(With(_ => { }), $"CREATE DATABASE {database._name}");
        if (migrated)
        {
            await using var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = database.Connection }), TimeProvider.System);
            await store.MigrateAsync(CancellationToken.None);
        }

        return database;
    }

    /// <summary>The connection string, changed.</summary>
    public string But(Action<NpgsqlConnectionStringBuilder> change) => With(settings =>
    {
        settings.Database = _name;
        change(settings);
    });

    /// <summary>Runs SQL in it; {0} stands for its name.</summary>
    public Task DoAsync(string sql) => ExecuteAsync(Connection, sql.Replace("{0}", _name, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync(With(_ => { }), $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        await ExecuteAsync(With(_ => { }), $"DROP ROLE IF EXISTS {Guest}");
    }

    private static string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection
            ? connection
            : throw new InvalidOperationException($"{Variable} is not set; ./test sets it, or: export {Variable}=$(tests/postgres.sh start)"))
        {
            Timeout = 30,
            Pooling = false,
        };
        change(settings);
        return settings.ConnectionString;
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
