using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>Pages that are done and stored anew by the same crawl.</summary>
public abstract class RewriteConformance : StoreConformance
{
    private static readonly DocumentContent Former = Documents.Of("a", "Of the page.", "Was it helpful?").WithCode("run it", "stop it") with
    {
        ETag = "\"1\"",
        Reading = "7r",
        Links = [Seed + "x"],
        Claims = Seed + "b",
    };

    private static readonly DocumentContent Latter = Documents.Of("a", "Of the page.").WithCode("run it") with { Signature = 5 };

    [Fact]
    public async Task Rewritten_ItIsAsIfItHadBeenStoredSo()
    {
        var epoch = await StoreAsync("c");
        await EmbedAllAsync();
        var page = Assert.Single(await Store.ListDonePagesAsync("c", 0, 10, Cancel), page => page.Url == Seed + "a");
        Assert.Equal(
            (Former.Markdown, Former.ContentHash, Former.ETag, Former.Reading, Former.Claims),
            (page.Document.Markdown, page.Document.ContentHash, page.Document.ETag, page.Document.Reading, page.Document.Claims));
        Assert.Equal(Former.Links, page.Document.Links);
        var row = Assert.Single(await PagesAsync("c"), row => row.Url == page.Url);

        var result = await RewriteAsync(page, epoch);

        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        // What stays of the page keeps its vector.
        Assert.Equal((3, 2, 2, 1), (result.Counters!.PagesDone, result.Counters.ChunksStored, result.Counters.ChunksEmbedded, result.Counters.CodeExamples));
        Assert.Equal(result.Counters, await CountersAsync("c"));
        await AssertCountersEqualRowsAsync("c");
        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal((2, 2, 1), (source.Documents, source.Chunks, source.CodeExamples));
        Assert.Equal(row with { ContentHash = Latter.ContentHash }, Assert.Single(await PagesAsync("c"), found => found.Url == page.Url));
        Assert.Equal(Latter.Markdown, (await Store.FindDocumentByUrlAsync(page.Url, Cancel))!.Markdown);
        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
    }

    [Fact]
    public async Task RewrittenAgain_NothingChanges()
    {
        var epoch = await StoreAsync("c");
        var page = (await Store.ListDonePagesAsync("c", 0, 10, Cancel)).Single(page => page.Url == Seed + "a");
        var first = await RewriteAsync(page, epoch);

        var again = await RewriteAsync(page, epoch);

        Assert.Equal((CommitOutcome.AlreadyCommitted, first.Counters), (again.Outcome, again.Counters));
    }

    [Fact]
    public async Task ForAnotherEpoch_OrAnEndedCrawl_NothingIs()
    {
        var epoch = await StoreAsync("c");
        var page = (await Store.ListDonePagesAsync("c", 0, 10, Cancel)).Single(page => page.Url == Seed + "a");
        Assert.Equal(CommitOutcome.Fenced, (await RewriteAsync(page, epoch + 1)).Outcome);

        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        Assert.Equal(CommitOutcome.Fenced, (await RewriteAsync(page, epoch)).Outcome);
        Assert.Equal(Former.Markdown, (await Store.FindDocumentByUrlAsync(page.Url, Cancel))!.Markdown);
    }

    [Fact]
    public async Task WhatWouldBeTheSameAsAnother_StaysAsItIs()
    {
        var epoch = await StoreAsync("c", other: Latter);
        var page = (await Store.ListDonePagesAsync("c", 0, 10, Cancel)).Single(page => page.Url == Seed + "a");
        var before = await CountersAsync("c");

        var result = await RewriteAsync(page, epoch);

        Assert.Equal((CommitOutcome.AlreadyCommitted, before), (result.Outcome, result.Counters));
        Assert.Equal(Former.Markdown, (await Store.FindDocumentByUrlAsync(page.Url, Cancel))!.Markdown);
    }

    [Fact]
    public async Task InARefresh_ItCountsAsChanged_WhateverItWas()
    {
        var former = await StoreAsync("c");
        await Store.EndCrawlAsync(End("c", former), Cancel);
        var epoch = await StoreAsync("r", refreshes: true, Former with { Title = "b", ContentHash = new string('1', 64) });
        Assert.Equal((0, 1, 1), Changes(await CountersAsync("r")));
        var pages = await Store.ListDonePagesAsync("r", 0, 10, Cancel);

        var unchanged = await RewriteAsync(pages.Single(page => page.Url == Seed + "a"), epoch);
        var changed = await RewriteAsync(pages.Single(page => page.Url == Seed + "b"), epoch);

        Assert.Equal((0, 2, 0), Changes(unchanged.Counters!));
        Assert.Equal((CommitOutcome.Committed, (0L, 2L, 0L)), (changed.Outcome, Changes(changed.Counters!)));
        Assert.Equal((3, 2, 0, 2), (changed.Counters!.PagesDone, changed.Counters.ChunksStored, changed.Counters.ChunksEmbedded, changed.Counters.CodeExamples));
    }

    private static (long Added, long Changed, long Unchanged) Changes(CrawlCounters counters) => (counters.PagesAdded, counters.PagesChanged, counters.PagesUnchanged);

    private Task<PageCommitResult> RewriteAsync(DonePage page, long epoch) => Store.RewritePageAsync(
        page.Row with { Epoch = epoch, Document = Latter with { Title = page.Document.Title } }, page.Document.ContentHash, Cancel);

    // The seed, of which nothing is stored, a and b.
    private async Task<long> StoreAsync(string id, bool refreshes = false, DocumentContent? other = null)
    {
        var crawl = Crawl(id);
        var epoch = await StartAsync(crawl with { Settings = crawl.Settings with { Refreshes = refreshes } });
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch)) with { Links = Links(1, "a", "b") });
        foreach (var page in (await Store.ClaimPagesAsync(id, epoch, 10, Cancel))!.Value)
        {
            await Store.CommitPageAsync(Done(id, epoch, page, page.Url == Seed + "a" ? Former : other ?? Documents.Of("b", "Of another.")), Cancel);
        }

        return epoch;
    }

    private async Task EmbedAllAsync()
    {
        var waiting = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);
        await Store.StoreVectorsAsync("m", [.. waiting.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(0)))], Cancel);
    }
}
