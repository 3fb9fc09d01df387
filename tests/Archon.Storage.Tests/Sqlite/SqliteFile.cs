using Archon.Ports.Storage;
using Archon.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Archon.Storage.Tests.Sqlite;

/// <summary>A database file in a folder of its own, gone with the test.</summary>
internal sealed class SqliteFile : IDisposable
{
    public SqliteFile() => Folder = Directory.CreateTempSubdirectory("archon-sqlite-").FullName;

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "archon.db");

    public SqliteStore Open() => Open(Database);

    public static SqliteStore Open(string path) => new(Options.Create(new SqliteOptions { Path = path }));

    public async ValueTask<IArchonStore> CreateAsync()
    {
        var store = Open();
        await store.MigrateAsync(Xunit.TestContext.Current.CancellationToken);
        return store;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
