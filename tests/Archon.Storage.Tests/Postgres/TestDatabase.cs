using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Archon.Storage.Tests.Postgres;

/// <summary>A database of its own, gone with the test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private string? _name;

    public string Connection => TestServer.To(_name ?? throw new InvalidOperationException("The database is not made yet."));

    public static PostgresStore Open(string connection, bool replaceModel = false, bool renameCluster = false) =>
        new(Options.Create(new PostgresOptions { ConnectionString = connection, ReplaceEmbeddingModel = replaceModel, RenameCluster = renameCluster }), TimeProvider.System);

    public async Task CreateAsync(bool migrated = true) => _name ??= await TestServer.CreateDatabaseAsync(migrated);

    public async Task<PostgresStore> OpenAsync(bool migrated = true)
    {
        await CreateAsync(migrated);
        return Open(Connection);
    }

    public async ValueTask<IArchonStore> CreateStoreAsync() => await OpenAsync();

    /// <summary>One number from SQL.</summary>
    public async Task<long> CountAsync(string sql) => Convert.ToInt64(await AskAsync(sql), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>SQL that answers nothing.</summary>
    public Task ExecuteAsync(string sql) => AskAsync(sql);

    /// <summary>One text from SQL.</summary>
    public async Task<string> TextAsync(string sql) => (string)(await AskAsync(sql))!;

    public async ValueTask DisposeAsync()
    {
        if (_name is { } name)
        {
            await TestServer.DropDatabaseAsync(name);
        }
    }

    private async Task<object?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
