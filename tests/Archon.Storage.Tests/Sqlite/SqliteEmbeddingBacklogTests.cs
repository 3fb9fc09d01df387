using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class SqliteEmbeddingBacklogTests : EmbeddingBacklogConformance
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _file.CreateAsync();
}
