using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Sqlite;

/// <summary>What is particular to a file: what it says when it cannot be used, and what stays in it.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Migrate_MakesTheFolder()
    {
        await using var store = SqliteFile.Open(Path.Combine(_file.Folder, "a", "b", "archon.db"));

        await store.MigrateAsync(Cancel);

        Assert.Empty((await store.ListCrawlsAsync(null, 10, null, Cancel)).Items);
    }

    [Fact]
    public async Task Migrate_WithAFolderForAFile_SaysSo()
    {
        await using var store = SqliteFile.Open(_file.Folder);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(Cancel));

        Assert.Contains("is a directory", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_BelowAFile_SaysSo()
    {
        var path = Path.Combine(_file.Folder, "plain");
        await File.WriteAllTextAsync(path, "x", Cancel);
        await using var store = SqliteFile.Open(Path.Combine(path, "archon.db"));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(Cancel));
    }

    [Fact]
    public async Task Migrate_OfAFileThatIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_file.Database, new string('x', 8192), Cancel);
        await using var store = _file.Open();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(Cancel));

        Assert.Contains("is not a database", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OfANewerSchema_SaysSo()
    {
        await using (await CreateAsync())
        {
        }

        using (var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Migrate))
        {
            database.Execute("INSERT INTO schema_version (version) VALUES (9999)");
        }

        await using var store = _file.Open();
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(Cancel));
        Assert.Contains("newer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_FromManySidesAtOnce_IsSafe()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => _file.Open()).ToList();

        await Task.WhenAll(stores.Select(store => store.MigrateAsync(Cancel)));

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Statements_AllCompile()
    {
        await using (await CreateAsync())
        {
        }

        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Write);
        Assert.All(SqlText.Names, name => Assert.NotNull(database[name]));
    }

    [Fact]
    public async Task Reopened_KnowsEverything()
    {
        await using (var store = await CreateAsync())
        {
            await StoreOneAsync(store, "c");
        }

        await using var again = await CreateAsync();

        Assert.Equal(CrawlStatus.Complete, (await again.FindCrawlAsync("c", Cancel))!.Status);
        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "words" }, Cancel));
    }

    [Fact]
    public async Task DeletedSource_LeavesNoRow()
    {
        await using (var store = await CreateAsync())
        {
            await StoreOneAsync(store, "c");
            await store.DeleteSourceAsync("source", Cancel);
            await store.Cleaning;
        }

        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Write);
        string[] tables = ["crawl", "page", "refused_link", "journal", "source", "document", "chunk", "chunk_vector", "code_example", "summary", "code_summary", "source_summary", "chunk_fts_docsize", "code_fts_docsize"];
        Assert.All(tables, table => Assert.Equal((table, 0), (table, database.QueryInt64($"SELECT count(*) FROM {table}"))));
        database.Execute("INSERT INTO chunk_fts (chunk_fts, rank) VALUES ('integrity-check', 1)");
        database.Execute("INSERT INTO code_fts (code_fts, rank) VALUES ('integrity-check', 1)");
    }

    [Fact]
    public async Task FullTextIndex_AgreesWithItsRowsAfterReplacement()
    {
        await using (var store = await CreateAsync())
        {
            await StoreOneAsync(store, "c");
            await StoreOneAsync(store, "d");
        }

        using var database = SqliteDatabase.Open(_file.Database, SqliteAccess.Write);
        database.Execute("INSERT INTO chunk_fts (chunk_fts, rank) VALUES ('integrity-check', 1)");
        database.Execute("INSERT INTO code_fts (code_fts, rank) VALUES ('integrity-check', 1)");
        Assert.Equal(1, database.QueryInt64("SELECT count(*) FROM document"));
    }

    [Fact]
    public async Task Disposed_RefusesWork()
    {
        var store = await CreateAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindCrawlAsync("c", Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel));
    }

    [Fact]
    public async Task BeforeMigration_AnswersWithTheFault()
    {
        await using var store = _file.Open();

        await Assert.ThrowsAnyAsync<Exception>(() => store.FindCrawlAsync("c", Cancel));
    }

    private static async Task StoreOneAsync(SqliteStore store, string id)
    {
        var crawl = new NewCrawl
        {
            Id = id,
            SourceId = "source",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Settings = new CrawlSettings { Url = "https://example.org/" },
        };
        await store.CreateCrawlAsync(crawl, Cancel);
        var epoch = (await store.OpenEpochAsync(id, DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var page = (await store.ClaimPagesAsync(id, epoch, 1, Cancel))!.Value[0];
        await store.CommitPageAsync(
            new PageCommit
            {
                CrawlId = id,
                Epoch = epoch,
                PageId = page.PageId,
                State = PageState.Done,
                Document = Documents.Of("Title " + id, "words of " + id, "more").WithCode("someCall()"),
                Links = [new FoundLink("https://example.org/a", 1)],
                Refused = [new RefusedLink("mailto:x", PageReason.UnsupportedScheme)],
            },
            Cancel);
        var backlog = await store.ReadBacklogAsync("source", "m", 0, 1, Cancel);
        await store.StoreVectorsAsync("m", [new ChunkVector(backlog[0].ChunkId, Documents.Axis(0))], Cancel);
        var example = (await store.ReadUnsummarisedAsync("source", "m#1", 0, 1, Cancel)).Items[0].Id;
        await store.StoreSummaryAsync(new WrittenSummary { SourceId = "source", Model = "m#1", Hash = "h", Text = "It calls.", Examples = [example], IsOfSource = true }, Cancel);
        var end = new CrawlEnd(id, epoch, CrawlStatus.Complete, null, DateTimeOffset.UnixEpoch, new LastEntries([], _ => new JournalEntry(1, false, "{}")));
        Assert.NotNull(await store.EndCrawlAsync(end, Cancel));
    }

    private async Task<SqliteStore> CreateAsync() => (SqliteStore)await _file.CreateAsync();
}
