using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class SqliteFormerModelsTests : FormerModelsConformance
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _file.CreateAsync();

    protected override Task MigrateAgainAsync(string name)
    {
        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Migrate);
        database.Execute(SqlText.Migrations.Single(migration => migration.Name.Contains(name, StringComparison.Ordinal)).Sql);
        return Task.CompletedTask;
    }
}
