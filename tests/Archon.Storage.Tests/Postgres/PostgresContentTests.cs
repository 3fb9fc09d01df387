using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Postgres;

/// <summary>Vectors, models and texts as only PostgreSQL has them.</summary>
public sealed class PostgresContentTests : PostgresFacts
{
    [Fact]
    public async Task Vectors_InTheIndexAndOutsideIt_AreFoundAlike()
    {
        await using var store = await Database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);
        var query = new SearchQuery { Text = "unheard", Model = "m", Vector = Documents.Axis(0) };
        var before = await store.SearchAsync(query, Cancel);

        await store.FoldVectorsAsync("m", leave: 0);

        Assert.Equal(0, await Database.CountAsync("SELECT count(*) FROM chunk_vector_1 WHERE NOT is_indexed"));
        Assert.Equal(before.Select(hit => hit.Content), (await store.SearchAsync(query, Cancel)).Select(hit => hit.Content));
        Assert.Equal(before.Select(hit => hit.Content), (await store.SearchAsync(query with { SourceId = "source" }, Cancel)).Select(hit => hit.Content));
        Assert.Single(before);
    }

    [Fact]
    public async Task Model_OfAnotherLengthUnderTheSameName_IsRefused()
    {
        await using var store = await Database.OpenAsync();
        await StoreOneAsync(store, "c", vectors: true);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.StoreVectorsAsync("m", [new ChunkVector(1, new float[5])], Cancel));

        Assert.Contains("another name", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_OtherThanTheClusters_IsRefusedUnlessItReplacesIt()
    {
        await using var store = await Database.OpenAsync();
        await store.DeclareModelAsync("m", 8, Cancel);
        await StoreOneAsync(store, "c", vectors: true);
        await store.DeclareModelAsync("m", 8, Cancel);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareModelAsync("better", 16, Cancel));
        Assert.Contains("ReplaceEmbeddingModel", fault.Message, StringComparison.Ordinal);

        await using var replacing = TestDatabase.Open(Database.Connection, replaceModel: true);
        await replacing.DeclareModelAsync("better", 16, Cancel);
        await store.DeclareModelAsync("better", 16, Cancel);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.DeclareModelAsync("huge", 16_001, Cancel));
    }

    [Theory]
    [InlineData(5, 8, "p")]
    [InlineData(5, 3_600, "e")]
    [InlineData(5, 6_000, "e")]
    [InlineData(6_000, 5, "p")]
    public async Task Model_WithoutVectors_TakesAnotherLength(int before, int after, string storage)
    {
        await using (var former = await Database.OpenAsync())
        {
            await former.DeclareModelAsync("m", before, Cancel);
        }

        await using var store = await Database.OpenAsync();
        await store.DeclareModelAsync("m", after, Cancel);

        Assert.Equal(after, await Database.CountAsync("SELECT dimensions FROM model WHERE is_current"));
        Assert.Equal($"halfvec({after})", await Database.TextAsync(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'chunk_vector_1'::regclass AND attname = 'embedding'"));
        Assert.Equal(storage, await Database.TextAsync(
            "SELECT attstorage::text FROM pg_attribute WHERE attrelid = 'chunk_vector_1'::regclass AND attname = 'embedding'"));
    }

    [Fact]
    public async Task Model_ThatIsTheClustersNoMore_EmbedsNothingMore()
    {
        await using var former = await Database.OpenAsync();
        await former.DeclareModelAsync("m", 8, Cancel);
        await StoreOneAsync(former, "c", vectors: true);
        await using var replacing = TestDatabase.Open(Database.Connection, replaceModel: true);
        await replacing.DeclareModelAsync("n", 4, Cancel);
        var ids = (await replacing.ReadBacklogAsync("source", "n", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();

        await replacing.StoreVectorsAsync("n", [new ChunkVector(ids[0], new float[] { 1, 0, 0, 0 })], Cancel);
        Assert.Empty(await former.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        await former.StoreVectorsAsync("m", [new ChunkVector(ids[0], Documents.Axis(0))], Cancel);

        Assert.Equal(1, await Database.CountAsync($"SELECT count(*) FROM chunk_vector_2 WHERE chunk_id = {ids[0]}"));
        Assert.Equal(0, await Database.CountAsync($"SELECT count(*) FROM chunk_vector_1 WHERE chunk_id = {ids[0]}"));
    }

    [Fact]
    public async Task Model_WithVectors_KeepsItsLength()
    {
        await using var store = await Database.OpenAsync();
        await store.DeclareModelAsync("m", 8, Cancel);
        await StoreOneAsync(store, "c", vectors: true);

        await using var other = TestDatabase.Open(Database.Connection);
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => other.DeclareModelAsync("m", 16, Cancel));

        Assert.Contains("holds vectors of the model m with 8 dimensions", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_ThatPostgresCannotHold_AreKept()
    {
        await using var store = await Database.OpenAsync();
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
        Assert.Equal(2, (await store.ListPagesAsync("c", PageState.Refused, 1, null, Cancel)).NextCursor is { } next
            ? 1 + (await store.ListPagesAsync("c", PageState.Refused, 1, next, Cancel)).Items.Length
            : 0);
    }

    [Fact]
    public async Task Snippet_ShowsTheTextItselfAroundTheWords()
    {
        await using var store = await Database.OpenAsync();
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
}
