using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;
using Npgsql;

namespace Archon.Storage.Tests.Postgres;

public sealed class IndexFillerTests : PostgresFacts
{
    [Fact]
    public async Task WhatAnOlderVersionStored_IsFoundAsIfItWereNew()
    {
        await StoreAsOlderVersionAsync();

        await using var again = TestDatabase.Open(Database.Connection);
        await again.MigrateAsync(Cancel);
        await again.Filling;

        Assert.Equal("activty → activity", MeantWord.Tell((await again.SearchAsync(new SearchQuery { Text = "activty" }, Cancel))[0].Meant));
        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "索引" }, Cancel));
        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "createIndexes 中", Kind = SearchKind.Code }, Cancel));
        Assert.Contains(await again.SearchAsync(new SearchQuery { Text = "walrus" }, Cancel), hit => hit.Content == Documents.Named("walrus"));
        Assert.Equal(0, await Database.CountAsync("SELECT greatest(chunk, code) FROM index_filling"));
    }

    [Fact]
    public async Task WhatOneNodeIsAt_IsLeftToItAndDoneByTheNextToStart()
    {
        await StoreAsOlderVersionAsync();
        await using (var source = NpgsqlDataSource.Create(Database.Connection))
        await using (var other = await source.OpenConnectionAsync(Cancel))
        await using (var transaction = await other.BeginTransactionAsync(Cancel))
        {
            await using var atIt = new NpgsqlCommand("SELECT pg_advisory_xact_lock(1095910222, 0)", other);
            await atIt.ExecuteNonQueryAsync(Cancel);
            await using var second = TestDatabase.Open(Database.Connection);
            await second.MigrateAsync(Cancel);
            await second.Filling;

            Assert.Empty(await second.SearchAsync(new SearchQuery { Text = "索引" }, Cancel));
        }

        await using var third = TestDatabase.Open(Database.Connection);
        await third.MigrateAsync(Cancel);
        await third.Filling;
        Assert.Single(await third.SearchAsync(new SearchQuery { Text = "索引" }, Cancel));
    }

    [Fact]
    public async Task AStoreThatIsClosedMeanwhile_LeavesTheRestToTheNext()
    {
        await StoreAsOlderVersionAsync();
        await using (var closed = TestDatabase.Open(Database.Connection))
        {
            await closed.MigrateAsync(Cancel);
        }

        await using var again = TestDatabase.Open(Database.Connection);
        await again.MigrateAsync(Cancel);
        await again.Filling;

        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "索引" }, Cancel));
    }

    private async Task StoreAsOlderVersionAsync()
    {
        await using var store = await Database.OpenAsync();
        await store.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var page = (await store.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        string[] texts = [.. Enumerable.Range(0, 450).Select(n => n == 3 ? "The pg_stat_activity view, 创建索引。" : n == 4 ? Documents.Named("walrus") : $"filler {n}, no walrus")];
        await store.CommitPageAsync(Done("c", epoch, page, []) with { Document = Documents.Of("手册", texts).WithCode("在createIndexes中") }, Cancel);

        await using var source = NpgsqlDataSource.Create(Database.Connection);
        await using var command = source.CreateCommand(
            """
            DELETE FROM vocabulary;
            UPDATE chunk SET words = 'activity:1' WHERE content LIKE '%activity%';
            UPDATE chunk SET words = 'walrus:40' WHERE content LIKE '**%';
            UPDATE code_example SET words = '';
            UPDATE index_filling SET chunk = (SELECT max(id) FROM chunk), code = (SELECT max(id) FROM code_example);
            """);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
