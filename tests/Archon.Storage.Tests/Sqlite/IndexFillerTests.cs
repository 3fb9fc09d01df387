using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

public sealed class IndexFillerTests : StoreConformance
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task WhatAnOlderVersionStored_IsFoundAsIfItWereNew()
    {
        await StoreAsync("c", Documents.Of("手册", [.. Enumerable.Range(0, 250).Select(n => n == 3 ? "The pg_stat_activity view, 创建索引。" : $"filler {n}")]).WithCode("在createIndexes中"));
        AsOlderVersion();

        await using var again = _file.Open();
        await again.MigrateAsync(Cancel);
        await again.Filling;

        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "索引" }, Cancel));
        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "createIndexes 中", Kind = SearchKind.Code }, Cancel));
    }

    [Fact]
    public async Task WhatAnOlderVersionStored_IsFoundByWhatItIsCalled()
    {
        await StoreAsync("c", Documents.Naming("walrus"));
        AsOlderVersion();
        Assert.DoesNotContain(Documents.Named("walrus"), await ContentsAsync(Store, "walrus"));

        await using var again = _file.Open();
        await again.MigrateAsync(Cancel);
        await again.Filling;

        Assert.Contains(Documents.Named("walrus"), await ContentsAsync(again, "walrus"));
    }

    [Fact]
    public async Task WhatAnOlderVersionStored_IsForgottenAsItWasKept()
    {
        await StoreAsync("c", Documents.Naming("walrus"));
        AsOlderVersion();

        await StoreAsync("d", Documents.Of("Other", "Nothing of it."));

        Assert.Empty(await ContentsAsync(Store, "walrus"));
        Assert.Single(await ContentsAsync(Store, "nothing"));
    }

    [Fact]
    public async Task AMistypedQuery_KnowsTheWordsOfWhatWasStoredJustNow()
    {
        await StoreAsync("first", Documents.Of("Views", [.. Enumerable.Range(0, 250).Select(n => n == 3 ? "The pg_stat_activity view." : $"filler {n}")]));
        Assert.Equal("activty → activity", await MeantAsync("activty"));

        await StoreAsync("second", Documents.Of("Vacuum", "Reclaims storage.").WithCode("for (const table of tables) vacuumTable(table);"));
        Assert.Equal("recliams → reclaims", await MeantAsync("recliams"));
        Assert.Equal("vacum → vacuum", await MeantAsync("vacum table", SearchKind.Code));
    }

    protected override ValueTask<IArchonStore> CreateAsync() => _file.CreateAsync();

    private async Task<string?> MeantAsync(string text, SearchKind kind = SearchKind.Chunks) =>
        MeantWord.Tell((await Store.SearchAsync(new SearchQuery { Text = text, Kind = kind }, Cancel))[0].Meant);

    private static async Task<IReadOnlyList<string>> ContentsAsync(IArchonStore store, string text) =>
        [.. (await store.SearchAsync(new SearchQuery { Text = text }, Cancel)).Select(hit => hit.Content)];

    private void AsOlderVersion()
    {
        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Write);
        database.Execute(
            """
            DELETE FROM vocabulary; DELETE FROM unspaced_chunk_fts; DELETE FROM unspaced_code_fts;
            UPDATE index_filling SET chunk = 0, code = 0, older_chunk = (SELECT max(id) FROM chunk), older_code = (SELECT coalesce(max(id), 0) FROM code_example),
                unnamed = (SELECT max(id) FROM chunk);
            INSERT INTO chunk_fts (chunk_fts) VALUES ('rebuild');
            """);
    }
}
