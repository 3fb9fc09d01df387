using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>A fresh, migrated store for each fact, and the few moves that most facts begin with.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    protected const string Seed = "https://docs.example.org/guide/";

    protected IArchonStore Store { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await CreateAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>An empty store with its schema.</summary>
    protected abstract ValueTask<IArchonStore> CreateAsync();

    protected static NewCrawl Crawl(string id, string source = "source", int maxPages = 1000, string url = Seed, params string[] tags) => new()
    {
        Id = id,
        SourceId = source,
        CreatedAt = Noon,
        Settings = new CrawlSettings { Url = url, MaxPages = maxPages, Tags = [.. tags] },
    };

    /// <summary>Creates a crawl and takes it up; its epoch.</summary>
    protected Task<long> StartAsync(string id, string source = "source", int maxPages = 1000) =>
        StartAsync(Crawl(id, source, maxPages));

    protected async Task<long> StartAsync(NewCrawl crawl)
    {
        Assert.True((await Store.CreateCrawlAsync(crawl, Cancel)).Created);
        return (await Store.OpenEpochAsync(crawl.Id, Noon, Cancel))!.Epoch;
    }

    /// <summary>Claims the seed and finishes it with links to these paths below the seed, so that they are pending.</summary>
    protected async Task<long> StartWithLinksAsync(string id, params string[] paths)
    {
        var epoch = await StartAsync(id);
        var seed = await ClaimOneAsync(id, epoch);
        await CommitAsync(Done(id, epoch, seed) with { Links = Links(1, paths) });
        return epoch;
    }

    protected async Task<FrontierPage> ClaimOneAsync(string id, long epoch) =>
        Assert.Single((await Store.ClaimPagesAsync(id, epoch, 1, Cancel))!.Value);

    protected async Task<PageCommitResult> CommitAsync(PageCommit commit)
    {
        var result = await Store.CommitPageAsync(commit, Cancel);
        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        return result;
    }

    protected static PageCommit Done(string id, long epoch, FrontierPage page, DocumentContent? document = null) => new()
    {
        CrawlId = id,
        Epoch = epoch,
        PageId = page.PageId,
        State = PageState.Done,
        HttpStatus = 200,
        Attempts = 1,
        FetchedAt = Noon,
        Document = document,
    };

    protected static ImmutableArray<FoundLink> Links(int depth, params string[] paths) =>
        [.. paths.Select(path => new FoundLink(Seed + path, depth))];

    /// <summary>A whole crawl of one page that stores this document under the seed.</summary>
    protected async Task<long> StoreAsync(string id, DocumentContent document, string source = "source", bool end = true)
    {
        var epoch = await StartAsync(Crawl(id, source, url: $"https://{source}.example.org/"));
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), document));
        if (end)
        {
            Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
        }

        return epoch;
    }

    protected static CrawlEnd End(string id, long epoch, CrawlStatus status = CrawlStatus.Complete, long sequence = 1, string? error = null) =>
        new(id, epoch, status, error, Noon.AddMinutes(5), Entries(sequence, "{\"end\":true}"));

    /// <summary>One last entry, whatever the counters say.</summary>
    protected static LastEntries Entries(long sequence, string body) => new([], _ => new JournalEntry(sequence, false, body));

    protected async Task<CrawlCounters> CountersAsync(string id) => (await Store.FindCrawlAsync(id, Cancel))!.Counters;

    /// <summary>All rows of a list of pages, fetched few at a time.</summary>
    protected async Task<List<PageRow>> PagesAsync(string id, PageState? state = null, int limit = 3)
    {
        var rows = new List<PageRow>();
        string? cursor = null;
        do
        {
            var page = await Store.ListPagesAsync(id, state, limit, cursor, Cancel);
            Assert.True(page.Items.Length <= limit);
            rows.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return rows;
    }

    /// <summary>Counts the rows anew and compares: counters cannot lie.</summary>
    protected async Task AssertCountersEqualRowsAsync(string id)
    {
        var counters = await CountersAsync(id);
        var rows = await PagesAsync(id, limit: 1000);
        var pages = rows.Where(row => !row.Reason.IsRefusedLink()).ToList();
        Assert.Equal(counters.PagesDiscovered, pages.Count);
        Assert.Equal(counters.PagesDone, pages.Count(page => page.State == PageState.Done));
        Assert.Equal(counters.PagesFailed, pages.Count(page => page.State == PageState.Failed));
        Assert.Equal(counters.PagesSkipped, pages.Count(page => page.State == PageState.Skipped));
        Assert.Equal(counters.LinksRefused, rows.Count - pages.Count);
        Assert.Equal(rows.Count, rows.Select(row => row.Url).Distinct(StringComparer.Ordinal).Count());
    }
}
