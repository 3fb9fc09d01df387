using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class SqliteSearchHitTests : SearchHitConformance
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Snippet_IsTextToReadAndCodeIsCode()
    {
        await StoreAsync("c", Documents.Of("Guide", "Set **max_connections** with `ALTER SYSTEM`, see [there](https://e.org/max).").WithCode("**max**(`x`)"));

        Assert.Equal(
            "Set max_\u0002connections\u0003 with ALTER SYSTEM, see there.",
            Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "connections" }, Cancel)).Snippet);
        Assert.Equal("**\u0002max\u0003**(`x`)", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "max", Kind = SearchKind.Code }, Cancel)).Snippet);
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _file.CreateAsync();
}
