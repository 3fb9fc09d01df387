using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What a crawl that refreshes keeps, replaces and takes away.</summary>
public abstract class RefreshConformance : StoreConformance
{
    private static readonly DateTimeOffset Later = Noon.AddDays(1);

    private static readonly DocumentContent Page = Documents.Of("Title", "one word", "two words").WithCode("code()") with
    {
        ETag = "\"1\"",
        LastModified = "Mon, 04 May 2026 12:00:00 GMT",
        Reading = "1r",
        Signature = 0x0123_4567_89ab_cdef,
        Links = ["https://docs.example.org/guide/a", "mailto:x@example.org", "line\nbreak"],
    };

    [Fact]
    public async Task Version_IsWhatTheServerCanBeAskedBy()
    {
        await CollectAsync("c", Page);

        var version = (await Store.FindVersionAsync("source", Seed, Cancel))!;

        Assert.Equal((Page.ETag, Page.LastModified, "1r", Page.Signature), (version.ETag, version.LastModified, version.Reading, version.Signature));
        Assert.Equal(["https://docs.example.org/guide/a", "mailto:x@example.org", "linebreak"], version.Links);
        Assert.Null(await Store.FindVersionAsync("other", Seed, Cancel));
        Assert.Null(await Store.FindVersionAsync("source", Seed + "a", Cancel));
    }

    [Fact]
    public async Task Version_OfADocumentWithNothingToAskBy_IsNone()
    {
        await CollectAsync("c", Page with { ETag = null, LastModified = null });
        Assert.Null(await Store.FindVersionAsync("source", Seed, Cancel));

        await CollectAsync("d", Page with { LastModified = null });
        Assert.NotNull(await Store.FindVersionAsync("source", Seed, Cancel));

        await CollectAsync("e", Page with { ETag = null, LastModified = null });
        Assert.Null(await Store.FindVersionAsync("source", Seed, Cancel));
    }

    [Fact]
    public async Task SameContent_KeepsDocumentChunksVectorsAndCode()
    {
        await CollectAsync("c", Page);
        var chunks = await EmbedAsync();
        var before = (await Store.FindDocumentByUrlAsync(Seed, Cancel))!;

        var counters = await CollectAsync("r", Page with { ETag = "\"2\"", Links = ["https://docs.example.org/guide/b"] }, refreshes: true);

        var after = (await Store.FindDocumentByUrlAsync(Seed, Cancel))!;
        Assert.Equal(before with { FetchedAt = Later }, after);
        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        Assert.Equal(chunks, (await Store.ReadBacklogAsync("source", "another model", 0, 10, Cancel)).Select(chunk => chunk.ChunkId));
        Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "code", Kind = SearchKind.Code }, Cancel));
        Assert.Equal((0, 0, 1, 0), (counters.PagesAdded, counters.PagesChanged, counters.PagesUnchanged, counters.PagesRemoved));
        Assert.Equal((1, 0, 0), (counters.PagesDone, counters.ChunksStored, counters.CodeExamples));
        var version = (await Store.FindVersionAsync("source", Seed, Cancel))!;
        Assert.Equal(("\"2\"", "https://docs.example.org/guide/b"), (version.ETag, Assert.Single(version.Links)));
        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal((1, 2, 1, "r", Later), (source.Documents, source.Chunks, source.CodeExamples, source.LastCrawlId, source.UpdatedAt));
        Assert.Equal(before.ContentHash, Assert.Single(await PagesAsync("r")).ContentHash);
    }

    [Fact]
    public async Task SameContent_InACrawlThatDoesNotRefresh_IsCountedAnew()
    {
        await CollectAsync("c", Page);
        await EmbedAsync();

        var counters = await CollectAsync("d", Page);

        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        Assert.Equal((2, 2, 0), (counters.ChunksStored, counters.ChunksEmbedded, counters.PagesUnchanged));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("text")]
    [InlineData("chunks")]
    [InlineData("code")]
    public async Task OtherContent_TakesItsPlace(string what)
    {
        await CollectAsync("c", Page);
        await EmbedAsync();
        var id = (await Store.FindDocumentByUrlAsync(Seed, Cancel))!.Id;

        var counters = await CollectAsync("r", what switch
        {
            "title" => Page with { Title = "Another" },
            "text" => Page with { Markdown = "other", ContentHash = "0" },
            "chunks" => Page with { Chunks = [Page.Chunks[0]] },
            _ => Page with { CodeExamples = [] },
        }, refreshes: true);

        Assert.Equal((0, 1, 0, 0), (counters.PagesAdded, counters.PagesChanged, counters.PagesUnchanged, counters.PagesRemoved));
        Assert.Equal(id, (await Store.FindDocumentByUrlAsync(Seed, Cancel))!.Id);
        // A chunk that came as it is stored keeps its vector; the title is part of what is embedded.
        Assert.Equal(what == "title" ? 2 : 0, (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Length);
    }

    [Fact]
    public async Task Unchanged_KeepsAllButTheTimeAndWhatTheServerSaid()
    {
        await CollectAsync("c", Page);
        await EmbedAsync();
        var before = (await Store.FindDocumentByUrlAsync(Seed, Cancel))!;

        var epoch = await RefreshAsync("r");
        var result = await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch)) with
        {
            FetchedAt = Later,
            Unchanged = new UnchangedDocument("\"3\"", null),
            Links = Links(1, "a"),
        });

        Assert.Equal(before with { FetchedAt = Later }, (await Store.FindDocumentByUrlAsync(Seed, Cancel))!);
        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        var version = (await Store.FindVersionAsync("source", Seed, Cancel))!;
        Assert.Equal(("\"3\"", Page.LastModified, 3), (version.ETag, version.LastModified, version.Links.Length));
        Assert.Equal((2, 1, 1), (result.Counters!.PagesDiscovered, result.Counters.PagesDone, result.Counters.PagesUnchanged));
        Assert.Equal("r", (await Store.FindSourceAsync("source", Cancel))!.LastCrawlId);
        Assert.Equal(before.ContentHash, (await PagesAsync("r", PageState.Done)).Single().ContentHash);
    }

    [Fact]
    public async Task Unchanged_WhereNothingIsStored_IsRefused()
    {
        var epoch = await RefreshAsync("r");
        var page = await ClaimOneAsync("r", epoch);

        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitPageAsync(
            Done("r", epoch, page) with { Unchanged = new UnchangedDocument(null, null) }, Cancel));

        Assert.Equal(PageState.Claimed, Assert.Single(await PagesAsync("r")).State);
        await CommitAsync(Done("r", epoch, page, Page));
    }

    [Fact]
    public async Task NewPage_IsAdded()
    {
        await CollectAsync("c", Page);

        var epoch = await RefreshAsync("r");
        await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch), Page) with { Links = Links(1, "new") });
        var result = await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch), Documents.Of("New", "fresh")));

        Assert.Equal((1, 0, 1, 0),
            (result.Counters!.PagesAdded, result.Counters.PagesChanged, result.Counters.PagesUnchanged, result.Counters.PagesRemoved));
        Assert.Equal(2, (await Store.FindSourceAsync("source", Cancel))!.Documents);
        Assert.Equal(result.Counters, await CountersAsync("r"));
        Assert.Equal(result.Counters, await Store.EndCrawlAsync(End("r", epoch), Cancel));
        Assert.Equal(result.Counters, (await Store.ListCrawlsAsync(CrawlStatus.Complete, 10, null, Cancel)).Items[0].Counters);
    }

    [Fact]
    public async Task Gone_TwiceIsRemoved()
    {
        await CollectAsync("c", Page);

        var once = await GoneAsync("r1");
        Assert.True(once.IsGone);
        Assert.Equal((0, 1, 0), (once.Counters!.PagesFailed, once.Counters.PagesSkipped, once.Counters.PagesRemoved));
        Assert.Equal(PageReason.Gone, Assert.Single(await PagesAsync("r1")).Reason);
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Seed, Cancel));
        Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "one" }, Cancel));

        var twice = await GoneAsync("r2");
        Assert.Equal((true, 1), (twice.IsGone, twice.Counters!.PagesRemoved));
        Assert.Equal(PageReason.Removed, Assert.Single(await PagesAsync("r2")).Reason);
        Assert.Null(await Store.FindDocumentByUrlAsync(Seed, Cancel));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "one" }, Cancel));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "code", Kind = SearchKind.Code }, Cancel));
        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal((0, 0, 0), (source.Documents, source.Chunks, source.CodeExamples));
        await AssertCountersEqualRowsAsync("r2");
    }

    [Fact]
    public async Task Gone_WhereNothingIsStored_IsAFailureAsBefore()
    {
        var result = await GoneAsync("r");

        Assert.False(result.IsGone);
        Assert.Equal((1, 0), (result.Counters!.PagesFailed, result.Counters.PagesSkipped));
        Assert.Equal(PageReason.HttpClientError, Assert.Single(await PagesAsync("r")).Reason);
    }

    [Fact]
    public async Task Gone_InACrawlThatDoesNotRefresh_TakesNothingAway()
    {
        await CollectAsync("c", Page);
        for (var n = 0; n < 3; n++)
        {
            var id = $"d{n}";
            var epoch = await StartAsync(id);
            await CommitAsync(Missing(id, epoch, await ClaimOneAsync(id, epoch)));
            await Store.EndCrawlAsync(End(id, epoch), Cancel);
        }

        Assert.NotNull(await Store.FindDocumentByUrlAsync(Seed, Cancel));
    }

    [Theory]
    [InlineData("same")]
    [InlineData("changed")]
    [InlineData("unchanged")]
    [InlineData("plain")]
    public async Task Gone_ThenThereAgain_BeginsAnew(string how)
    {
        await CollectAsync("c", Page);
        await GoneAsync("r1");

        if (how == "unchanged")
        {
            var epoch = await RefreshAsync("r2");
            await CommitAsync(Done("r2", epoch, await ClaimOneAsync("r2", epoch)) with { Unchanged = new UnchangedDocument(null, null) });
            await Store.EndCrawlAsync(End("r2", epoch), Cancel);
        }
        else
        {
            await CollectAsync("r2", how == "changed" ? Documents.Of("Other", "x") : Page, refreshes: how != "plain");
        }

        Assert.Equal(0, (await GoneAsync("r3")).Counters!.PagesRemoved);
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Seed, Cancel));
        Assert.Equal(1, (await GoneAsync("r4")).Counters!.PagesRemoved);
    }

    [Fact]
    public async Task Failure_NeitherTakesAwayNorForgives()
    {
        await CollectAsync("c", Page);
        await GoneAsync("r1");
        for (var n = 0; n < 3; n++)
        {
            var id = $"f{n}";
            var epoch = await RefreshAsync(id);
            await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch)) with { State = PageState.Failed, Reason = PageReason.HttpServerError });
            await Store.EndCrawlAsync(End(id, epoch), Cancel);
        }

        Assert.NotNull(await Store.FindDocumentByUrlAsync(Seed, Cancel));
        Assert.Equal(1, (await GoneAsync("r2")).Counters!.PagesRemoved);
    }

    [Fact]
    public async Task Skipped_TwiceIsRemovedAndKeepsItsReason()
    {
        await CollectAsync("c", Page);
        foreach (var (id, removed) in new[] { ("r1", 0), ("r2", 1) })
        {
            var epoch = await RefreshAsync(id);
            var result = await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch)) with { State = PageState.Skipped, Reason = PageReason.NoIndex });
            await Store.EndCrawlAsync(End(id, epoch), Cancel);

            Assert.Equal((false, removed), (result.IsGone, result.Counters!.PagesRemoved));
            Assert.Equal(PageReason.NoIndex, Assert.Single(await PagesAsync(id)).Reason);
        }

        Assert.Null(await Store.FindDocumentByUrlAsync(Seed, Cancel));
    }

    [Fact]
    public async Task Redirected_TwiceIsRemoved_AndItsEndIsAdded()
    {
        await CollectAsync("c", Page);
        foreach (var (id, added, unchanged, removed) in new[] { ("r1", 1, 0, 0), ("r2", 0, 1, 1) })
        {
            var epoch = await RefreshAsync(id);
            var result = await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), Page) with { FinalUrl = Seed + "moved" });
            await Store.EndCrawlAsync(End(id, epoch), Cancel);

            Assert.Equal((added, 0, unchanged, removed), (result.Counters!.PagesAdded, result.Counters.PagesChanged, result.Counters.PagesUnchanged, result.Counters.PagesRemoved));
            Assert.Equal((1, 1), (result.Counters.PagesDone, result.Counters.PagesSkipped));
        }

        Assert.Null(await Store.FindDocumentByUrlAsync(Seed, Cancel));
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Seed + "moved", Cancel));
        Assert.Equal(1, (await Store.FindSourceAsync("source", Cancel))!.Documents);
    }

    [Fact]
    public async Task OlderEpoch_ChangesNothing()
    {
        await CollectAsync("c", Page);
        await GoneAsync("r1");
        var old = await RefreshAsync("r2");
        var page = await ClaimOneAsync("r2", old);
        var fresh = (await Store.OpenEpochAsync("r2", Noon, Cancel))!.Epoch;

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Missing("r2", old, page), Cancel)).Outcome);
        Assert.Null(await Store.AdmitUnseenAsync("r2", old, "", 10, 11, Cancel));
        Assert.NotNull(await Store.FindDocumentByUrlAsync(Seed, Cancel));

        await CommitAsync(Missing("r2", fresh, await ClaimOneAsync("r2", fresh)));
        Assert.Equal(CommitOutcome.AlreadyCommitted, (await Store.CommitPageAsync(Missing("r2", fresh, page), Cancel)).Outcome);
        Assert.Equal(1, (await CountersAsync("r2")).PagesRemoved);
    }

    [Fact]
    public async Task Unseen_AdmitsWhatTheCrawlDoesNotKnow_InBatches()
    {
        await CollectSiteAsync("c", "a", "b", "c", "d");
        var epoch = await RefreshAsync("r");
        await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch), Page) with
        {
            Links = Links(1, "c"),
            Refused = [new RefusedLink(Seed + "d", PageReason.Excluded)],
        });

        var admitted = new List<int>();
        for (string? after = ""; after is not null;)
        {
            var batch = (await Store.AdmitUnseenAsync("r", epoch, after, 2, 11, Cancel))!;
            admitted.Add(batch.Admitted);
            after = batch.Next;
        }

        // In order: the seed and a, b and c, d and no more.
        Assert.Equal([1, 1, 1], admitted);
        var pages = (await Store.ClaimPagesAsync("r", epoch, 10, Cancel))!.Value;
        Assert.Equal([(Seed + "c", 1), (Seed + "a", 11), (Seed + "b", 11), (Seed + "d", 11)], pages.Select(page => (page.Url, page.Depth)));
        Assert.Equal((5, 0), ((await CountersAsync("r")).PagesDiscovered, (await CountersAsync("r")).LinksRefused));
        Assert.Equal(0, (await Store.AdmitUnseenAsync("r", epoch, "", 10, 11, Cancel))!.Admitted);
        await AssertCountersEqualRowsAsync("r");
    }

    [Fact]
    public async Task Unseen_OfASourceThatHasNothing_IsNone()
    {
        var epoch = await RefreshAsync("r");

        var batch = (await Store.AdmitUnseenAsync("r", epoch, "", 10, 11, Cancel))!;

        Assert.Equal((0, null, 1), (batch.Admitted, batch.Next, batch.Counters.PagesDiscovered));
    }

    [Fact]
    public async Task ManyAtOnce_AreEachCountedOnce()
    {
        string[] paths = [.. Enumerable.Range(0, 40).Select(n => $"p{n}")];
        await CollectSiteAsync("c", paths);
        foreach (var (id, removed) in new[] { ("r1", 0), ("r2", 10) })
        {
            var epoch = await RefreshAsync(id);
            await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), Page) with { Links = Links(1, [.. paths, "new"]) });
            var pages = (await Store.ClaimPagesAsync(id, epoch, 100, Cancel))!.Value;

            await Task.WhenAll(pages.Select((page, n) => CommitAsync((n % 4) switch
            {
                0 when page.Url != Seed + "new" => Missing(id, epoch, page),
                1 => Done(id, epoch, page, Documents.Of(page.Url, "text of " + page.Url)),
                2 => Done(id, epoch, page) with { Unchanged = new UnchangedDocument(null, null) },
                _ => Done(id, epoch, page, Documents.Of(page.Url, $"text of {page.Url} in {id}")),
            })));

            var counters = await CountersAsync(id);
            Assert.Equal((id == "r1" ? 1 : 0, removed), (counters.PagesAdded, counters.PagesRemoved));
            Assert.Equal((21, 10), (counters.PagesUnchanged, counters.PagesSkipped));
            Assert.Equal(counters.PagesDone, counters.PagesAdded + counters.PagesChanged + counters.PagesUnchanged);
            await AssertCountersEqualRowsAsync(id);
            await Store.EndCrawlAsync(End(id, epoch), Cancel);
            Assert.Equal(42 - removed, (await Store.FindSourceAsync("source", Cancel))!.Documents);
            Assert.Equal(42 - removed, (await Store.ListDocumentsAsync("source", 100, null, Cancel)).Items.Length);
        }
    }

    /// <summary>A whole crawl of the seed alone that stores this document; its counters.</summary>
    private async Task<CrawlCounters> CollectAsync(string id, DocumentContent document, bool refreshes = false)
    {
        var epoch = refreshes ? await RefreshAsync(id) : await StartAsync(id);
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), document) with { FetchedAt = refreshes ? Later : Noon });
        return (await Store.EndCrawlAsync(End(id, epoch), Cancel))!;
    }

    /// <summary>A whole crawl of the seed and these paths below it.</summary>
    private async Task CollectSiteAsync(string id, params string[] paths)
    {
        var epoch = await StartAsync(id);
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), Page) with { Links = Links(1, paths) });
        foreach (var page in (await Store.ClaimPagesAsync(id, epoch, 100, Cancel))!.Value)
        {
            await CommitAsync(Done(id, epoch, page, Documents.Of(page.Url, "text of " + page.Url)));
        }

        Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
    }

    private Task<long> RefreshAsync(string id)
    {
        var crawl = Crawl(id);
        return StartAsync(crawl with { Settings = crawl.Settings with { Refreshes = true } });
    }

    /// <summary>A whole refresh in which the seed is gone.</summary>
    private async Task<PageCommitResult> GoneAsync(string id)
    {
        var epoch = await RefreshAsync(id);
        var result = await CommitAsync(Missing(id, epoch, await ClaimOneAsync(id, epoch)));
        Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
        return result;
    }

    private static PageCommit Missing(string id, long epoch, FrontierPage page) => Done(id, epoch, page) with
    {
        State = PageState.Failed,
        Reason = PageReason.HttpClientError,
        HttpStatus = 404,
        IsGone = true,
    };

    /// <summary>Gives every waiting chunk a vector; their ids.</summary>
    private async Task<List<long>> EmbedAsync()
    {
        var chunks = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("m", [.. chunks.Select(id => new ChunkVector(id, Documents.Axis(0)))], Cancel);
        return chunks;
    }
}
