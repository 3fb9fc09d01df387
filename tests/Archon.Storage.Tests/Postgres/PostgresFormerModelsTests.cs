using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Postgres;

public sealed class PostgresFormerModelsTests : FormerModelsConformance
{
    private readonly TestDatabase _database = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _database.CreateStoreAsync();

    protected override Task MigrateAgainAsync(string name) =>
        _database.ExecuteAsync(SqlText.Migrations.Single(migration => migration.Name.Contains(name, StringComparison.Ordinal)).Sql);
}
