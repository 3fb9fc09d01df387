using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class SqliteSearchTests : SearchConformance
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

    [Fact]
    public async Task WordOfNearlyEverything_FindsTheTitleThatNamesIt()
    {
        await StoreAsync("a", Documents.Of("Manual", [.. Enumerable.Range(0, 6_000).Select(n => $"The server of day {n} is a server.")]), "one");
        await StoreAsync("b", Documents.Of("Server", "What it is, in many words that are about something else and go on for long."), "two");

        Assert.Equal("Server", (await Store.SearchAsync(new SearchQuery { Text = "server" }, Cancel))[0].Title);
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
