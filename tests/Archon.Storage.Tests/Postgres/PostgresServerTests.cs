using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Tests.Postgres;

/// <summary>What is particular to a server: it is made by many at once, goes away, and says what it cannot be used for.</summary>
public sealed class PostgresServerTests : PostgresFacts
{
    [Fact]
    public async Task Migrate_FromTenSidesAtOnce_IsSafe()
    {
        await Database.CreateAsync(migrated: false);
        var stores = Enumerable.Range(0, 10).Select(_ => TestDatabase.Open(Database.Connection)).ToList();

        await Task.WhenAll(stores.Select(store => store.MigrateAsync(Cancel)));

        Assert.Equal(SqlText.Migrations.Count, await Database.CountAsync("SELECT count(*) FROM schema_version"));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Migrate_OfANewerSchema_SaysSo()
    {
        await using var store = await Database.OpenAsync();
        await Database.CountAsync("INSERT INTO schema_version (version) VALUES (9999) RETURNING version");

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(Cancel));

        Assert.Contains("newer", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=5", "cannot be reached")]
    [InlineData("Database=archon_nowhere", "no such database")]
    [InlineData("Password=wrong", "refuses the user")]
    public async Task Migrate_WhereItCannotBe_SaysWhatIsWrong(string change, string sentence)
    {
        var connection = change.StartsWith("Host", StringComparison.Ordinal)
            ? change
            : new NpgsqlConnectionStringBuilder(TestServer.To("postgres") + ";" + change) { Pooling = false }.ConnectionString;
        await using var store = TestDatabase.Open(connection);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.MigrateAsync(Cancel));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_AllParse()
    {
        await using var store = await Database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);
        await using var source = NpgsqlDataSource.Create(Database.Connection);
        await using var connection = await source.OpenConnectionAsync(Cancel);

        // COPY, LOCK, DROP and ANALYZE cannot be prepared; every stored vector runs the first, every model that takes another length the next two, a new store's search the last.
        foreach (var name in SqlText.Names.Where(name => name is not ("copy-vectors" or "lock-vectors" or "drop-vectors" or "analyze-chunk" or "analyze-code_example") && (!name.StartsWith("search-", StringComparison.Ordinal) || name is "search-tuning" or "search-code")))
        {
            var sql = Statements.ForModel(SqlText.Get(name), 1).Replace("{narrowed}", SqlText.Get("search-code-narrowed"), StringComparison.Ordinal);
            await using var command = new NpgsqlCommand($"PREPARE \"{name}\" AS {sql}", connection);
            Assert.Null(await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(Cancel)));
        }
    }

    [Fact]
    public async Task Reopened_KnowsEverything()
    {
        await using (var store = await Database.OpenAsync())
        {
            await StoreOneAsync(store, "c");
        }

        await using var again = TestDatabase.Open(Database.Connection);

        Assert.Equal(CrawlStatus.Complete, (await again.FindCrawlAsync("c", Cancel))!.Status);
        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "words" }, Cancel));
    }

    [Fact]
    public async Task Disposed_MoreThanOnce_IsNoFault()
    {
        var store = await Database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);

        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindCrawlAsync("c", Cancel));
    }

    [Fact]
    public async Task DeletedSource_LeavesNoRow()
    {
        await using var store = await Database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);
        var example = (await store.ReadUnsummarisedAsync("source", "m#1", 0, 1, Cancel)).Items[0].Id;
        await store.StoreSummaryAsync(new WrittenSummary { SourceId = "source", Model = "m#1", Hash = "h", Text = "It calls.", Examples = [example], IsOfSource = true }, Cancel);
        await store.DeleteSourceAsync("source", Cancel);
        await store.Cleaning;

        string[] tables =
            ["crawl", "crawl_tally", "page", "refused_link", "journal", "source", "document", "chunk", "chunk_waiting", "chunk_vector_1", "code_example", "summary", "code_summary", "source_summary"];
        foreach (var table in tables)
        {
            Assert.Equal((table, 0), (table, await Database.CountAsync($"SELECT count(*) FROM {table}")));
        }
    }

    [Fact]
    public async Task AChangeThatHangs_IsTakenBackAtOnceAndNeverMade()
    {
        await using var store = await Database.OpenAsync();
        await store.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        await using var source = NpgsqlDataSource.Create(Database.Connection);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using (var fence = new NpgsqlCommand("SELECT archon_fence(no) FROM crawl", connection))
        {
            await fence.ExecuteNonQueryAsync(Cancel);
        }

        using var withdrawn = new CancellationTokenSource();
        var pausing = store.PauseCrawlAsync(new CrawlPause("c", epoch, new LastEntries([], _ => new JournalEntry(1, false, "{}"))), withdrawn.Token);
        await withdrawn.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pausing);
        await transaction.RollbackAsync(Cancel);

        // Behind the same fence: whatever was on its way is over.
        Assert.Equal(epoch + 1, (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch);
        Assert.NotEqual(CrawlStatus.Paused, (await store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task Server_ThatEndsOurConnections_IsUnavailableAndThenWorksAgain()
    {
        await using var store = await Database.OpenAsync();
        await store.FindCrawlAsync("c", Cancel);
        await TestServer.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new NpgsqlConnectionStringBuilder(Database.Connection).Database}'");

        var fault = await Record.ExceptionAsync(() => store.FindCrawlAsync("c", Cancel));

        // The driver may notice by itself that an idle connection is gone.
        Assert.True(fault is null or StorageUnavailableException, fault?.ToString());
        Assert.Null(await store.FindCrawlAsync("c", Cancel));
    }
}
