using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Tests.Conformance;
using Npgsql;

namespace Archon.Storage.Tests.Postgres;

/// <summary>What is particular to a server: many clients at once, a server that goes away, and what it says when it cannot be used.</summary>
public sealed class PostgresServerTests : IAsyncLifetime
{
    private const string Seed = "https://example.org/";

    private readonly TestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Migrate_FromTenSidesAtOnce_IsSafe()
    {
        await _database.CreateAsync(migrated: false);
        var stores = Enumerable.Range(0, 10).Select(_ => TestDatabase.Open(_database.Connection)).ToList();

        await Task.WhenAll(stores.Select(store => store.MigrateAsync(Cancel)));

        Assert.Equal(SqlText.Migrations.Count, await _database.CountAsync("SELECT count(*) FROM schema_version"));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Migrate_OfANewerSchema_SaysSo()
    {
        await using var store = await _database.OpenAsync();
        await _database.CountAsync("INSERT INTO schema_version (version) VALUES (9999) RETURNING version");

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
        await using var store = await _database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);
        await using var source = NpgsqlDataSource.Create(_database.Connection);
        await using var connection = await source.OpenConnectionAsync(Cancel);

        // COPY cannot be prepared; every stored vector runs it.
        foreach (var name in SqlText.Names.Where(name => name != "copy-vectors" && (!name.StartsWith("search-", StringComparison.Ordinal) || name is "search-tuning" or "search-code")))
        {
            await using var command = new NpgsqlCommand($"PREPARE \"{name}\" AS {Statements.ForModel(SqlText.Get(name), 1)}", connection);
            Assert.Null(await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(Cancel)));
        }
    }

    [Fact]
    public async Task Reopened_KnowsEverything()
    {
        await using (var store = await _database.OpenAsync())
        {
            await StoreOneAsync(store, "c");
        }

        await using var again = TestDatabase.Open(_database.Connection);

        Assert.Equal(CrawlStatus.Complete, (await again.FindCrawlAsync("c", Cancel))!.Status);
        Assert.Single(await again.SearchAsync(new SearchQuery { Text = "words" }, Cancel));
    }

    [Fact]
    public async Task DeletedSource_LeavesNoRow()
    {
        await using var store = await _database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);
        await store.DeleteSourceAsync("source", Cancel);
        await store.Cleaning;

        string[] tables =
            ["crawl", "crawl_tally", "page", "refused_link", "journal", "source", "document", "chunk", "chunk_waiting", "chunk_vector_1", "code_example"];
        foreach (var table in tables)
        {
            Assert.Equal((table, 0), (table, await _database.CountAsync($"SELECT count(*) FROM {table}")));
        }
    }

    [Fact]
    public async Task Commits_OfOneCrawlFromManyNodes_CountExactlyAndDoNotDeadlock()
    {
        await using var first = await _database.OpenAsync();
        await first.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await first.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var seed = (await first.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        await first.CommitPageAsync(Done("c", epoch, seed, Enumerable.Range(0, 200)), Cancel);
        var nodes = Enumerable.Range(0, 6).Select(_ => TestDatabase.Open(_database.Connection)).ToList();

        var committed = await Task.WhenAll(nodes.Select((node, n) => CrawlAsync(node, "c", epoch, new Random(n))));

        var crawl = (await first.FindCrawlAsync("c", Cancel))!;
        // A page that a redirect took is not claimed any more.
        Assert.InRange(committed.Sum(), 100, 200);
        Assert.Equal((201, crawl.Counters.PagesDiscovered), (crawl.Counters.PagesDone + crawl.Counters.PagesSkipped, await _database.CountAsync("SELECT count(*) FROM page")));
        Assert.Equal(crawl.Counters.PagesDone, await _database.CountAsync("SELECT count(*) FROM page WHERE state = 2"));
        Assert.Equal(crawl.Counters.ChunksStored, await _database.CountAsync("SELECT count(*) FROM chunk"));
        Assert.Equal(crawl.Counters.LinksRefused, await _database.CountAsync("SELECT count(*) FROM refused_link"));
        Assert.Equal(await _database.CountAsync("SELECT count(*) FROM document"), (await first.FindSourceAsync("source", Cancel))!.Documents);
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Commits_WhileTheCrawlChangesHands_AreDoneOnceOrFenced()
    {
        await using var store = await _database.OpenAsync();
        await using var other = TestDatabase.Open(_database.Connection);
        await store.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var seed = (await store.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        await store.CommitPageAsync(Done("c", epoch, seed, Enumerable.Range(0, 100)), Cancel);

        while ((await other.FindCrawlAsync("c", Cancel))!.Counters is { } counters && counters.PagesDone + counters.PagesSkipped < 101)
        {
            // The old owner goes on with what it claimed while the new one takes the crawl over.
            var claimed = (await store.ClaimPagesAsync("c", epoch, 16, Cancel))!.Value;
            var commits = claimed.Select(page => store.CommitPageAsync(Done("c", epoch, page, Enumerable.Range(0, 100)), Cancel)).ToList();
            epoch = (await other.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
            Assert.All(await Task.WhenAll(commits), result => Assert.True(result.Outcome is CommitOutcome.Committed or CommitOutcome.Fenced));
            foreach (var page in (await other.ClaimPagesAsync("c", epoch, 4, Cancel))!.Value)
            {
                Assert.Equal(CommitOutcome.Committed, (await other.CommitPageAsync(Done("c", epoch, page, []), Cancel)).Outcome);
            }
        }

        Assert.Equal(101, await _database.CountAsync("SELECT count(*) FROM page WHERE state IN (2, 4)"));
        Assert.Equal((await store.FindCrawlAsync("c", Cancel))!.Counters.PagesDone, await _database.CountAsync("SELECT count(*) FROM document"));
    }

    [Fact]
    public async Task Server_ThatEndsOurConnections_IsUnavailableAndThenWorksAgain()
    {
        await using var store = await _database.OpenAsync();
        await store.FindCrawlAsync("c", Cancel);
        await TestServer.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new NpgsqlConnectionStringBuilder(_database.Connection).Database}'");

        var fault = await Record.ExceptionAsync(() => store.FindCrawlAsync("c", Cancel));

        // The driver may notice by itself that an idle connection is gone.
        Assert.True(fault is null or StorageUnavailableException, fault?.ToString());
        Assert.Null(await store.FindCrawlAsync("c", Cancel));
    }

    [Fact]
    public async Task Vectors_InTheIndexAndOutsideIt_AreFoundAlike()
    {
        await using var store = await _database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);
        var query = new SearchQuery { Text = "unheard", Model = "m", Vector = Documents.Axis(0) };
        var before = await store.SearchAsync(query, Cancel);

        await store.FoldVectorsAsync("m", leave: 0);

        Assert.Equal(0, await _database.CountAsync("SELECT count(*) FROM chunk_vector_1 WHERE NOT is_indexed"));
        Assert.Equal(before.Select(hit => hit.Content), (await store.SearchAsync(query, Cancel)).Select(hit => hit.Content));
        Assert.Equal(before.Select(hit => hit.Content), (await store.SearchAsync(query with { SourceId = "source" }, Cancel)).Select(hit => hit.Content));
        Assert.Single(before);
    }

    [Fact]
    public async Task Model_OfAnotherLengthUnderTheSameName_IsRefused()
    {
        await using var store = await _database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.StoreVectorsAsync("m", [new ChunkVector(1, new float[5])], Cancel));

        Assert.Contains("another name", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_OtherThanTheClusters_IsRefusedUnlessItReplacesIt()
    {
        await using var store = await _database.OpenAsync();
        await store.DeclareModelAsync("m", 8, Cancel);
        await StoreOneAsync(store, "c", vectors: true);
        await store.DeclareModelAsync("m", 8, Cancel);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareModelAsync("better", 16, Cancel));
        Assert.Contains("ReplaceEmbeddingModel", fault.Message, StringComparison.Ordinal);

        await using var replacing = TestDatabase.Open(_database.Connection, replaceModel: true);
        await replacing.DeclareModelAsync("better", 16, Cancel);
        await store.DeclareModelAsync("better", 16, Cancel);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareModelAsync("huge", 5000, Cancel));
    }

    [Fact]
    public async Task Texts_ThatPostgresCannotHold_AreKept()
    {
        await using var store = await _database.OpenAsync();
        await store.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var seed = (await store.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        var longWord = new string('x', 3_000_000);
        var document = Documents.Of("nul \0, sub \u001a, both \u001a0 \0", "a \ud800 b", new string('ж', 2048)).WithCode(longWord, string.Join(' ', Enumerable.Range(0, 300_000)));
        await store.CommitPageAsync(
            Done("c", epoch, seed, []) with
            {
                Document = document,
                Refused = [new RefusedLink(new string('ж', 2048), PageReason.Malformed), new RefusedLink(new string('ж', 2047) + "a", PageReason.Malformed)],
            },
            Cancel);

        Assert.Equal(document.Title, (await store.FindDocumentByUrlAsync(Seed, Cancel))!.Title);
        Assert.Equal("a \ufffd b", (await store.ReadBacklogAsync("source", "m", 0, 1, Cancel))[0].Text.Split('\n')[^1]);
        Assert.Equal(2, (await store.ListPagesAsync("c", PageState.Skipped, 1, null, Cancel)).NextCursor is { } next
            ? 1 + (await store.ListPagesAsync("c", PageState.Skipped, 1, next, Cancel)).Items.Length
            : 0);
    }

    [Fact]
    public async Task Snippet_ShowsTheTextItselfAroundTheWords()
    {
        await using var store = await _database.OpenAsync();
        await store.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var seed = (await store.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        var text = string.Concat(Enumerable.Repeat("😀 filler; ", 200)) + "then `db.createIndex<T>()` makes it " + string.Concat(Enumerable.Repeat("after ", 200));
        await store.CommitPageAsync(Done("c", epoch, seed, []) with { Document = Documents.Of("T", text) }, Cancel);

        var snippet = Assert.Single(await store.SearchAsync(new SearchQuery { Text = "createIndex" }, Cancel)).Snippet;

        Assert.Contains("db.\u0002createIndex\u0003<T>() makes", snippet, StringComparison.Ordinal);
        Assert.StartsWith("…", snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet, StringComparison.Ordinal);
    }

    private static NewCrawl Crawl(string id) => new()
    {
        Id = id,
        SourceId = "source",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Settings = new CrawlSettings { Url = Seed, MaxPages = 10_000 },
    };

    private static PageCommit Done(string id, long epoch, FrontierPage page, IEnumerable<int> links) => new()
    {
        CrawlId = id,
        Epoch = epoch,
        PageId = page.PageId,
        State = PageState.Done,
        Document = Documents.Of("Title " + page.Url, "text of " + page.Url, "more").WithCode("call()"),
        Links = [.. links.Select(n => new FoundLink($"{Seed}{n}", page.Depth + 1))],
    };

    /// <summary>Crawls what it can claim until nothing is left; how many pages it committed. Some redirect to others.</summary>
    private static async Task<int> CrawlAsync(PostgresStore store, string id, long epoch, Random random)
    {
        var committed = 0;
        while (true)
        {
            var pages = (await store.ClaimPagesAsync(id, epoch, 8, Cancel))!.Value;
            if (pages.IsEmpty)
            {
                return committed;
            }

            var commits = pages.Select(page => Done(id, epoch, page, Enumerable.Range(0, 30).Select(_ => random.Next(200)).ToArray()) with
            {
                FinalUrl = random.Next(4) == 0 ? $"{Seed}{random.Next(200)}" : null,
                Refused = [new RefusedLink($"x:{random.Next(500)}", PageReason.UnsupportedScheme)],
            }).ToList();
            var results = await Task.WhenAll(commits.Select(commit => store.CommitPageAsync(commit, Cancel)));
            committed += results.Count(result => result.Outcome == CommitOutcome.Committed);
        }
    }

    private static async Task StoreOneAsync(PostgresStore store, string id, bool vectors = false)
    {
        await store.CreateCrawlAsync(Crawl(id), Cancel);
        var epoch = (await store.OpenEpochAsync(id, DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var page = (await store.ClaimPagesAsync(id, epoch, 1, Cancel))!.Value[0];
        await store.CommitPageAsync(
            Done(id, epoch, page, [1]) with
            {
                Document = Documents.Of("Title " + id, "words of " + id, "more").WithCode("someCall()"),
                Refused = [new RefusedLink("mailto:x", PageReason.UnsupportedScheme)],
            },
            Cancel);
        if (vectors)
        {
            var backlog = await store.ReadBacklogAsync("source", "m", 0, 10, Cancel);
            await store.StoreVectorsAsync("m", [.. backlog.Select((chunk, n) => new ChunkVector(chunk.ChunkId, Documents.Axis(n)))], Cancel);
        }

        var end = new CrawlEnd(id, epoch, CrawlStatus.Complete, null, DateTimeOffset.UnixEpoch, new JournalEntry(1, false, "{}"));
        Assert.True(await store.EndCrawlAsync(end, Cancel));
    }
}
