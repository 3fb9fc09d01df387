using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Postgres;

/// <summary>A database for each fact that only PostgreSQL has to hold, and what most of them begin with.</summary>
public abstract class PostgresFacts : IAsyncLifetime
{
    private protected const string Seed = "https://example.org/";

    private protected TestDatabase Database { get; } = new();

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    private protected static NewCrawl Crawl(string id) => new()
    {
        Id = id,
        SourceId = "source",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Settings = new CrawlSettings { Url = Seed, MaxPages = 10_000 },
    };

    private protected static PageCommit Done(string id, long epoch, FrontierPage page, IEnumerable<int> links) => new()
    {
        CrawlId = id,
        Epoch = epoch,
        PageId = page.PageId,
        State = PageState.Done,
        Document = Documents.Of("Title " + page.Url, "text of " + page.Url, "more").WithCode("call()"),
        Links = [.. links.Select(n => new FoundLink($"{Seed}{n}", page.Depth + 1))],
    };

    private protected static async Task StoreOneAsync(PostgresStore store, string id, bool vectors = false)
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

        var end = new CrawlEnd(id, epoch, CrawlStatus.Complete, null, DateTimeOffset.UnixEpoch, new LastEntries([], _ => new JournalEntry(1, false, "{}")));
        Assert.NotNull(await store.EndCrawlAsync(end, Cancel));
    }
}
