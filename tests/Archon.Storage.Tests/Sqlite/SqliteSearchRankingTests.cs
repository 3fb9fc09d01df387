using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class SqliteSearchRankingTests : SearchRankingConformance
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task WordOfNearlyEverything_FindsTheTitleThatNamesIt()
    {
        await StoreAsync("a", Documents.Of("Manual", [.. Enumerable.Range(0, 6_000).Select(n => $"The server of day {n} is a server.")]), "one");
        await StoreAsync("b", Documents.Of("Server", "What it is, in many words that are about something else and go on for long."), "two");

        Assert.Equal("Server", (await Store.SearchAsync(new SearchQuery { Text = "server" }, Cancel))[0].Title);
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _file.CreateAsync();
}
