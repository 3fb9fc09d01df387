using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What a crawl that refreshes takes away, and when.</summary>
public abstract class RefreshRemovalConformance : RefreshConformance
{
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
}
