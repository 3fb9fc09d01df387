using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What is handed in: kept until a page is made of it, within bounds, and a crawl of its own.</summary>
public abstract class UploadConformance : StoreConformance
{
    private const string Folder = "file:///home/me/docs/";
    private static readonly UploadBounds Bounds = new(CrawlDocuments: 10, TotalBytes: 1000);

    [Fact]
    public async Task KeepUploads_ThenFind_GivesTheBytesBack()
    {
        await KeepAsync("c1", Upload("a.md", "# A"), Upload("b.pdf", "\0\u0001ÿ", kind: 4));

        var stored = await Store.FindUploadAsync("c1", Folder + "b.pdf", Cancel);
        Assert.Equal(("\0\u0001ÿ", 4, "utf-8"), (Encoding.UTF8.GetString(stored!.Body.Span), stored.Kind, stored.Charset));
        Assert.Equal(4, await Store.MeasureUploadAsync("c1", Folder + "b.pdf", Cancel));
        Assert.Equal(2, await Store.CountUploadsAsync("c1", Cancel));
        Assert.Null(await Store.FindUploadAsync("c2", Folder + "b.pdf", Cancel));
        Assert.Null(await Store.MeasureUploadAsync("c1", Folder + "c.md", Cancel));
    }

    [Fact]
    public async Task KeepUploads_OfAnEmptyFile_KeepsIt()
    {
        await KeepAsync("c1", Upload("a.md", ""));

        Assert.Equal(0, (await Store.FindUploadAsync("c1", Folder + "a.md", Cancel))!.Body.Length);
    }

    [Fact]
    public async Task KeepUploads_OfTheSameAddress_TakesThePlaceOfTheFormer()
    {
        await KeepAsync("c1", Upload("a.md", "old"));
        await KeepAsync("c1", Upload("a.md", "new"));

        Assert.Equal("new", Encoding.UTF8.GetString((await Store.FindUploadAsync("c1", Folder + "a.md", Cancel))!.Body.Span));
        Assert.Equal(1, await Store.CountUploadsAsync("c1", Cancel));
    }

    [Fact]
    public async Task KeepUploads_BeyondTheBounds_KeepsNone()
    {
        await KeepAsync("c1", Upload("a.md", new string('a', 900)));

        Assert.Equal(UploadOutcome.Full, await Store.KeepUploadsAsync("c2", [Upload("s.md", "x"), Upload("b.md", new string('b', 100))], Bounds, Noon, Cancel));
        Assert.Equal(
            UploadOutcome.TooManyDocuments,
            await Store.KeepUploadsAsync("c1", [.. Enumerable.Range(0, 10).Select(i => Upload($"{i}.md", "x"))], Bounds, Noon, Cancel));
        Assert.Equal(0, await Store.CountUploadsAsync("c2", Cancel));
        Assert.Equal(1, await Store.CountUploadsAsync("c1", Cancel));
        Assert.Equal(UploadOutcome.Kept, await Store.KeepUploadsAsync("c1", [Upload("a.md", new string('c', 1000))], Bounds, Noon, Cancel));
    }

    [Fact]
    public async Task CreateCrawl_OfDocuments_HasAPageForEachAndNoSeed()
    {
        await KeepAsync("c1", Upload("b.md", "b"), Upload("a.md", "a"));
        var epoch = await StartAsync(OfDocuments("c1"));

        var claimed = (await Store.ClaimPagesAsync("c1", epoch, 10, Cancel))!.Value;
        Assert.Equal([Folder + "a.md", Folder + "b.md"], claimed.Select(page => page.Url));
        Assert.All(claimed, page => Assert.Equal(0, page.Depth));
        Assert.Equal(2, (await CountersAsync("c1")).PagesDiscovered);
        await AssertCountersEqualRowsAsync("c1");
        Assert.Equal(UploadOutcome.CrawlExists, await Store.KeepUploadsAsync("c1", [Upload("c.md", "c")], Bounds, Noon, Cancel));
    }

    [Fact]
    public async Task DropUploads_ForgetsWhatNoCrawlIsMadeOf()
    {
        await KeepAsync("c1", Upload("a.md", "a"));
        await KeepAsync("c2", Upload("a.md", "a"));
        await StartAsync(OfDocuments("c2"));

        await Store.DropUploadsAsync("c1", Cancel);
        await Store.DropUploadsAsync("c2", Cancel);

        Assert.Equal(0, await Store.CountUploadsAsync("c1", Cancel));
        Assert.Equal(1, await Store.CountUploadsAsync("c2", Cancel));
    }

    [Fact]
    public async Task ForgetUpload_ForgetsTheOne()
    {
        await KeepAsync("c1", Upload("a.md", "a"), Upload("b.md", "b"));

        await Store.ForgetUploadAsync("c1", Folder + "a.md", Cancel);

        Assert.Null(await Store.FindUploadAsync("c1", Folder + "a.md", Cancel));
        Assert.NotNull(await Store.FindUploadAsync("c1", Folder + "b.md", Cancel));
    }

    [Fact]
    public async Task ForgetStaleUploads_ForgetsWhatNobodyWaitsFor()
    {
        await KeepAsync("left", Upload("a.md", "a"));
        Assert.Equal(UploadOutcome.Kept, await Store.KeepUploadsAsync("coming", [Upload("a.md", "a")], Bounds, Noon.AddDays(2), Cancel));
        await KeepAsync("running", Upload("a.md", "a"));
        await StartAsync(OfDocuments("running", "one"));
        await KeepAsync("cancelled", Upload("a.md", "a"));
        await Store.EndCrawlAsync(End("cancelled", await StartAsync(OfDocuments("cancelled", "two")), CrawlStatus.Cancelled), Cancel);
        await KeepAsync("failed", Upload("a.md", "a"), Upload("b.md", "b"));
        await EndWithOneFailedAsync("failed", "three");

        var forgotten = await Store.ForgetStaleUploadsAsync(Noon.AddSeconds(1), 100, Cancel);

        Assert.Equal(3, forgotten);
        Assert.Equal("0 1 1 0 1", await CountsAsync("left", "coming", "running", "cancelled", "failed"));
        Assert.NotNull(await Store.FindUploadAsync("failed", Folder + "a.md", Cancel));

        Assert.Equal(1, await Store.ForgetStaleUploadsAsync(Noon.AddDays(1), 100, Cancel));
        Assert.Equal("0 1 1 0 0", await CountsAsync("left", "coming", "running", "cancelled", "failed"));
    }

    [Fact]
    public async Task ForgetStaleUploads_OfACrawlThatRuns_ForgetsWhatIsRead()
    {
        await KeepAsync("running", Upload("a.md", "a"), Upload("b.md", "b"), Upload("c.md", "c"), Upload("d.md", "d"));
        var epoch = await StartAsync(OfDocuments("running", "one"));
        var pages = (await Store.ClaimPagesAsync("running", epoch, 3, Cancel))!.Value;
        await CommitAsync(Done("running", epoch, pages[0], Documents.Of("A", "word")));
        await CommitAsync(Done("running", epoch, pages[1]) with { State = PageState.Failed, Reason = PageReason.DocumentBroken });

        var forgotten = await Store.ForgetStaleUploadsAsync(Noon.AddSeconds(1), 100, Cancel);

        // Of the others one may be retried, one is being read and one waits.
        Assert.Equal((1, 3), (forgotten, await Store.CountUploadsAsync("running", Cancel)));
        Assert.Null(await Store.FindUploadAsync("running", pages[0].Url, Cancel));
    }

    [Fact]
    public async Task RemoveUnlisted_TakesAwayWhatTheFolderHasNoMore()
    {
        await AddAsync("c1", "a.md", "b.md", "sub/c.md");
        await KeepAsync("c2", Upload("b.md", "b"));
        var epoch = await StartAsync(OfDocuments("c2"));

        var first = await Store.RemoveUnlistedAsync("c2", epoch, Folder, Folder, 2, Cancel);
        var second = await Store.RemoveUnlistedAsync("c2", epoch, Folder, first!.Next!, 2, Cancel);

        Assert.Equal((1, 1), (first.Removed, second!.Removed));
        Assert.Null(second.Next);
        Assert.Equal(2, second.Counters.PagesRemoved);
        Assert.Null(await Store.FindDocumentByUrlAsync(Folder + "a.md", Cancel));
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Folder + "b.md", Cancel));
        var source = await Store.FindSourceAsync("source", Cancel);
        Assert.Equal((1, 1), (source!.Documents, source.Chunks));
    }

    [Fact]
    public async Task RemoveUnlisted_LeavesWhatLiesElsewhere()
    {
        await AddAsync("c1", "a.md", "sub/c.md");
        await KeepAsync("c2", Upload("sub/d.md", "d"));
        var epoch = await StartAsync(OfDocuments("c2"));

        var removed = await Store.RemoveUnlistedAsync("c2", epoch, Folder + "sub/", Folder + "sub/", 100, Cancel);

        Assert.Equal(1, removed!.Removed);
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Folder + "a.md", Cancel));
        Assert.Null(await Store.FindDocumentByUrlAsync(Folder + "sub/c.md", Cancel));
    }

    [Fact]
    public async Task RemoveUnlisted_OfAnotherEpoch_RemovesNothing()
    {
        await AddAsync("c1", "a.md");
        await KeepAsync("c2", Upload("b.md", "b"));
        var epoch = await StartAsync(OfDocuments("c2"));

        Assert.Null(await Store.RemoveUnlistedAsync("c2", epoch - 1, Folder, Folder, 100, Cancel));
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Folder + "a.md", Cancel));
    }

    private static UploadedDocument Upload(string name, string text, int kind = 1) => new(Folder + name, kind, "utf-8", Encoding.UTF8.GetBytes(text));

    private static NewCrawl OfDocuments(string id, string source = "source") => new()
    {
        Id = id,
        SourceId = source,
        CreatedAt = Noon,
        Settings = new CrawlSettings { Url = Folder, Mode = CrawlMode.Documents, Refreshes = true },
    };

    private async Task KeepAsync(string crawl, params ImmutableArray<UploadedDocument> documents) =>
        Assert.Equal(UploadOutcome.Kept, await Store.KeepUploadsAsync(crawl, documents, Bounds with { TotalBytes = 100_000 }, Noon, Cancel));

    private async Task AddAsync(string crawl, params string[] names)
    {
        await KeepAsync(crawl, [.. names.Select(name => Upload(name, name))]);
        var epoch = await StartAsync(OfDocuments(crawl));
        foreach (var page in (await Store.ClaimPagesAsync(crawl, epoch, 100, Cancel))!.Value)
        {
            await CommitAsync(Done(crawl, epoch, page, Documents.Of(page.Url, "one word of " + page.Url)));
        }

        Assert.NotNull(await Store.EndCrawlAsync(End(crawl, epoch), Cancel));
    }

    private async Task EndWithOneFailedAsync(string crawl, string source)
    {
        var epoch = await StartAsync(OfDocuments(crawl, source));
        var pages = (await Store.ClaimPagesAsync(crawl, epoch, 2, Cancel))!.Value;
        await CommitAsync(Done(crawl, epoch, pages[0]) with { State = PageState.Failed, Reason = PageReason.DocumentBroken });
        await CommitAsync(Done(crawl, epoch, pages[1], Documents.Of("B", "word")));
        Assert.NotNull(await Store.EndCrawlAsync(End(crawl, epoch), Cancel));
    }

    private async Task<string> CountsAsync(params string[] crawls) =>
        string.Join(' ', await Task.WhenAll(crawls.Select(crawl => Store.CountUploadsAsync(crawl, Cancel))));
}
