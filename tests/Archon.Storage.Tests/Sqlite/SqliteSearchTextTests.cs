using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class SqliteSearchTextTests : SearchTextConformance
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task LastWordThatIsKnown_IsNotABeginning()
    {
        await StoreAsync("c", Documents.Of("Guide", "The file is closed.", "A filename is one of many filenames."));

        Assert.StartsWith("The file", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "file" }, Cancel)).Content, StringComparison.Ordinal);
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _file.CreateAsync();
}
