using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Postgres;

public sealed class PostgresEmbeddingBacklogTests : EmbeddingBacklogConformance
{
    private readonly TestDatabase _database = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _database.CreateStoreAsync();
}
