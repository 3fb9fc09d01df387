using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class FrontierStoreConformance : StoreConformance
{
    [Fact]
    public async Task Claim_GoesByDepthThenByDiscovery()
    {
        var epoch = await StartAsync("c");
        var seed = await ClaimOneAsync("c", epoch);
        await CommitAsync(Done("c", epoch, seed) with { Links = [.. Links(2, "deep"), .. Links(1, "a", "b"), .. Links(3, "deeper"), .. Links(1, "c")] });

        var claimed = (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value;

        Assert.Equal(["a", "b", "c", "deep", "deeper"], claimed.Select(page => page.Url[Seed.Length..]));
        Assert.Equal([1, 1, 1, 2, 3], claimed.Select(page => page.Depth));
        Assert.Equal(5, (await PagesAsync("c", PageState.Claimed)).Count);
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachPageOnce()
    {
        var epoch = await StartWithLinksAsync("c", [.. Enumerable.Range(0, 200).Select(n => $"p{n}")]);

        var claims = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Store.ClaimPagesAsync("c", epoch, 10, Cancel)));

        var ids = claims.SelectMany(claim => claim!.Value).Select(page => page.PageId).ToList();
        Assert.Equal(200, ids.Count);
        Assert.Equal(200, ids.Distinct().Count());
    }

    [Fact]
    public async Task Claim_OfAnOlderEpochOrAnEndedCrawl_IsNull()
    {
        var old = await StartAsync("c");
        var current = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.Null(await Store.ClaimPagesAsync("c", old, 1, Cancel));
        await Store.EndCrawlAsync(End("c", current), Cancel);
        Assert.Null(await Store.ClaimPagesAsync("c", current, 1, Cancel));
        Assert.Null(await Store.ClaimPagesAsync("nobody", 1, 1, Cancel));
    }

    [Fact]
    public async Task Claim_WhenNothingWaits_IsEmpty()
    {
        var epoch = await StartAsync("c");
        await ClaimOneAsync("c", epoch);

        Assert.Empty((await Store.ClaimPagesAsync("c", epoch, 5, Cancel))!.Value);
    }

    [Fact]
    public async Task Release_PutsPagesBackUntouched()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var claimed = (await Store.ClaimPagesAsync("c", epoch, 2, Cancel))!.Value;

        await Store.ReleasePagesAsync("c", epoch, [claimed[0].PageId], Cancel);

        Assert.Equal(claimed[0], await ClaimOneAsync("c", epoch));
    }

    [Fact]
    public async Task Release_OfAnOlderEpoch_IsIgnored()
    {
        var old = await StartAsync("c");
        var current = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;
        var page = await ClaimOneAsync("c", current);

        await Store.ReleasePagesAsync("c", old, [page.PageId], Cancel);

        Assert.Single(await PagesAsync("c", PageState.Claimed));
    }

    [Fact]
    public async Task Release_LeavesFinishedAndForeignPagesAlone()
    {
        var epoch = await StartAsync("c");
        var other = await StartAsync("d", "other");
        var done = await ClaimOneAsync("c", epoch);
        await CommitAsync(Done("c", epoch, done));
        var foreign = await ClaimOneAsync("d", other);

        await Store.ReleasePagesAsync("c", epoch, [done.PageId, foreign.PageId], Cancel);

        Assert.Single(await PagesAsync("c", PageState.Done));
        Assert.Single(await PagesAsync("d", PageState.Claimed));
    }

    [Fact]
    public async Task Commit_WritesTheOutcomeOfThePage()
    {
        var epoch = await StartAsync("c");
        var page = await ClaimOneAsync("c", epoch);

        var result = await CommitAsync(Done("c", epoch, page) with
        {
            State = PageState.Failed,
            Reason = PageReason.HttpServerError,
            Detail = "It answered 503.",
            HttpStatus = 503,
            Attempts = 4,
        });

        Assert.Equal(1, result.Counters!.PagesFailed);
        var row = Assert.Single(await PagesAsync("c"));
        Assert.Equal(
            (PageState.Failed, PageReason.HttpServerError, "It answered 503.", 503, 4, Noon),
            (row.State, row.Reason, row.Detail, row.HttpStatus, row.Attempts, row.FetchedAt));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Commit_OfADocument_RemembersItsHashAndCounts()
    {
        var epoch = await StartAsync("c");
        var document = Documents.Of("Title", "one", "two").WithCode("x = 1");

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), document));

        Assert.Equal((1, 2, 1), (result.Counters!.PagesDone, result.Counters.ChunksStored, result.Counters.CodeExamples));
        Assert.Equal(document.ContentHash, Assert.Single(await PagesAsync("c")).ContentHash);
        Assert.Equal(result.Counters, await CountersAsync("c"));
    }

    [Fact]
    public async Task Commit_Twice_ChangesNothing()
    {
        var epoch = await StartAsync("c");
        var commit = Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("Title", "one")) with { Links = Links(1, "a") };
        var first = await CommitAsync(commit);

        var second = await Store.CommitPageAsync(commit with { Links = Links(1, "b") }, Cancel);

        Assert.Equal(CommitOutcome.AlreadyCommitted, second.Outcome);
        Assert.Equal(first.Counters, second.Counters);
        Assert.Equal(2, (await PagesAsync("c")).Count);
    }

    [Fact]
    public async Task Commit_OfAnOlderEpoch_IsFenced()
    {
        var old = await StartAsync("c");
        var page = await ClaimOneAsync("c", old);
        await Store.OpenEpochAsync("c", Noon, Cancel);

        var result = await Store.CommitPageAsync(Done("c", old, page, Documents.Of("T", "x")) with { Links = Links(1, "a") }, Cancel);

        Assert.Equal(new PageCommitResult(CommitOutcome.Fenced, null), result);
        Assert.Equal(PageState.Pending, Assert.Single(await PagesAsync("c")).State);
        Assert.Null(await Store.FindDocumentByUrlAsync(Seed, Cancel));
    }

    [Fact]
    public async Task Commit_AfterTheEnd_IsFenced()
    {
        var epoch = await StartAsync("c");
        var page = await ClaimOneAsync("c", epoch);
        await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Cancelled), Cancel);

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Done("c", epoch, page), Cancel)).Outcome);
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Done("c", epoch + 1, page), Cancel)).Outcome);
    }

    [Fact]
    public async Task Commit_OfAPageOfAnotherCrawl_IsAnErrorAndWritesNothing()
    {
        var epoch = await StartAsync("c");
        var other = await StartAsync("d", "other");
        var foreign = await ClaimOneAsync("d", other);

        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitPageAsync(Done("c", epoch, foreign), Cancel));

        Assert.Single(await PagesAsync("d", PageState.Claimed));
    }

    [Fact]
    public async Task Commit_WithAStateThatIsNoOutcome_IsAnError()
    {
        var epoch = await StartAsync("c");
        var page = await ClaimOneAsync("c", epoch);

        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.CommitPageAsync(Done("c", epoch, page) with { State = PageState.Pending }, Cancel));
    }

    [Fact]
    public async Task Commit_ThatFails_LeavesItsNeighboursWhole()
    {
        var epoch = await StartWithLinksAsync("c", [.. Enumerable.Range(0, 40).Select(n => $"p{n}")]);
        var pages = (await Store.ClaimPagesAsync("c", epoch, 40, Cancel))!.Value;

        var commits = pages.Select((page, n) => Store.CommitPageAsync(
            Done("c", epoch, n % 8 == 3 ? page with { PageId = 1_000_000 + n } : page, Documents.Of($"T{n}", $"text {n}")), Cancel)).ToList();
        var failed = 0;
        foreach (var commit in commits)
        {
            failed += await Record.ExceptionAsync(() => commit) is ArgumentException ? 1 : 0;
        }

        Assert.Equal(5, failed);
        Assert.Equal(36, (await CountersAsync("c")).PagesDone);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Commits_FromManyTasksOverTwoCrawls_CountExactly()
    {
        await Task.WhenAll(CrawlAllAsync("one", "a"), CrawlAllAsync("two", "b"));

        Assert.Equal(121, (await CountersAsync("one")).PagesDone);
        Assert.Equal(121, (await CountersAsync("two")).PagesDone);
        Assert.Equal(121, (await CountersAsync("one")).ChunksStored);
        await AssertCountersEqualRowsAsync("one");
        await AssertCountersEqualRowsAsync("two");
    }

    private async Task CrawlAllAsync(string id, string source)
    {
        var epoch = await StartAsync(id, source);
        var random = new Random(7);
        while (true)
        {
            var pages = (await Store.ClaimPagesAsync(id, epoch, 16, Cancel))!.Value;
            if (pages.IsEmpty)
            {
                return;
            }

            ImmutableArray<PageCommit> commits =
                [.. pages.Select(page => Done(id, epoch, page, Documents.Of("T " + page.Url, "text of " + page.Url)) with
                {
                    Links = Links(page.Depth + 1, [.. Enumerable.Range(0, 120).Where(n => page.Depth == 0 || random.Next(2) == 0).Select(n => $"p{n}")]),
                })];

            // Each twice: one of the two must find it done.
            var results = await Task.WhenAll(commits.Concat(commits).Select(commit => Store.CommitPageAsync(commit, Cancel)));
            Assert.Equal(pages.Length, results.Count(result => result.Outcome == CommitOutcome.Committed));
            Assert.Equal(pages.Length, results.Count(result => result.Outcome == CommitOutcome.AlreadyCommitted));
        }
    }
}
