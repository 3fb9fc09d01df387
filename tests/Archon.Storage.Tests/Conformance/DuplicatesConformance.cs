using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>Pages that say that another address is their own, and pages whose texts are nearly the same.</summary>
public abstract class DuplicatesConformance : StoreConformance
{
    private const long Signature = 0x1234_5678_9abc_def0;

    // Three bits apart, in three of the four quarters; and one more.
    private const long Alike = Signature ^ 0x0001_0000_0001_0001;
    private const long Unlike = Signature ^ 0x0001_0001_0001_0001;

    [Fact]
    public async Task Claim_OfWhatIsStoredAlike_IsTakenAway()
    {
        var epoch = await StoreBothAsync("c", Signature, Alike);
        var waiting = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);
        await Store.StoreVectorsAsync("m", [.. waiting.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(0)))], Cancel);

        var taken = (await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel))!;

        Assert.Equal((1, null, 2, 1), (taken.Taken, taken.Next, taken.Counters.PagesDone, taken.Counters.PagesSkipped));
        Assert.Equal((1, 1, 1), (taken.Counters.ChunksStored, taken.Counters.ChunksEmbedded, taken.Counters.CodeExamples));
        var skipped = Assert.Single(await PagesAsync("c", PageState.Skipped));
        Assert.Equal((Seed + "print", PageReason.Duplicate, null), (skipped.Url, skipped.Reason, skipped.ContentHash));
        Assert.Equal($"It says that its address is {Seed}page, where nearly the same text is stored.", skipped.Detail);
        Assert.Equal([Seed + "page"], await StoredAsync());
        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal((1, 1, 1), (source.Documents, source.Chunks, source.CodeExamples));
        await AssertCountersEqualRowsAsync("c");
        Assert.Equal(taken.Counters, await CountersAsync("c"));
    }

    [Fact]
    public async Task TakenAgain_NothingChanges()
    {
        var epoch = await StoreBothAsync("c", Signature, Alike);
        var first = (await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel))!;
        var again = (await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel))!;

        Assert.Equal((1, 0), (first.Taken, again.Taken));
        Assert.Equal(first.Counters, again.Counters);
    }

    [Theory]
    [InlineData(Signature, Unlike)]
    [InlineData(0, 0)]
    public async Task Claim_OfAnotherText_IsNotBelieved(long one, long other)
    {
        var epoch = await StoreBothAsync("c", one, other);

        Assert.Equal(0, (await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel))!.Taken);
        Assert.Equal([Seed + "page", Seed + "print"], await StoredAsync());
    }

    [Fact]
    public async Task OfTwoThatClaimEachOther_OneStays()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value;
        await CommitAsync(Done("c", epoch, pages[0], Page("a", Signature, claims: "b")));
        await CommitAsync(Done("c", epoch, pages[1], Page("b", Signature, claims: "a")));

        Assert.Equal(1, (await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel))!.Taken);
        Assert.Single(await StoredAsync());
        await AssertCountersEqualRowsAsync("c");
    }

    [Theory]
    [InlineData(Signature, false)]
    [InlineData(Signature, true)]
    [InlineData(0, false)]
    [InlineData(0, true)]
    public async Task OfTheSameText_TheClaimedAddressStays_WhicheverComesFirst(long signature, bool atOnce)
    {
        var epoch = await StartWithLinksAsync("c", "page", "print", "other");
        var pages = (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value.ToDictionary(page => page.Url[Seed.Length..]);
        DocumentContent Text(string? claims) => Documents.Of("Title", "One text") with { Signature = signature, Claims = claims };
        Task<PageCommitResult> Commit(string name) => CommitAsync(Done("c", epoch, pages[name], Text(name == "page" ? null : Seed + "page")));

        var commits = new List<Task<PageCommitResult>>();
        foreach (var name in (string[])["print", "page", "other"])
        {
            commits.Add(Commit(name));
            await (atOnce ? Task.CompletedTask : commits[^1]);
        }

        await Task.WhenAll(commits);
        Assert.NotNull(await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel));

        Assert.Equal([Seed + "page"], await StoredAsync());
        Assert.Equal([Seed + "other", Seed + "print"], (await PagesAsync("c", PageState.Skipped)).Select(page => page.Url).Order());
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Many_AreLookedThroughAFewAtATime()
    {
        var names = Enumerable.Range(0, 7).Select(n => $"p{n}").ToArray();
        var epoch = await StartWithLinksAsync("c", ["page", .. names]);
        foreach (var page in (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value)
        {
            var name = page.Url[Seed.Length..];
            await CommitAsync(Done("c", epoch, page, Page(name, Signature, claims: name == "page" ? null : "page")));
        }

        var (taken, looks) = (0, 0);
        for (long? after = 0; after is { } last; looks++)
        {
            var batch = (await Store.TakeDuplicatesAsync("c", epoch, last, 3, Cancel))!;
            Assert.InRange(batch.Taken, 0, 3);
            (taken, after) = (taken + batch.Taken, batch.Next);
        }

        Assert.Equal((7, 3), (taken, looks));
        Assert.Equal([Seed + "page"], await StoredAsync());
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task WhatAFormerCrawlStored_IsNoEvidence()
    {
        await EndedAsync("c", ("page", Page("page", Signature)));
        var epoch = await StartWithLinksAsync("d", "print");
        await CommitAsync(Done("d", epoch, await ClaimOneAsync("d", epoch), Page("print", Signature, claims: "page")));

        Assert.Equal(0, (await Store.TakeDuplicatesAsync("d", epoch, 0, 10, Cancel))!.Taken);
        Assert.Null(await Store.FindSignatureAsync("d", Seed + "page", Cancel));
        Assert.Equal([Seed + "page", Seed + "print"], await StoredAsync());
    }

    [Fact]
    public async Task OlderEpoch_TakesNothing()
    {
        var epoch = await StoreBothAsync("c", Signature, Alike);
        await Store.OpenEpochAsync("c", Noon, Cancel);

        Assert.Null(await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel));
        Assert.Null(await Store.TakeDuplicatesAsync("nobody", epoch, 0, 10, Cancel));
    }

    [Fact]
    public async Task NothingStored_NothingTaken()
    {
        var epoch = await StartAsync("c");

        Assert.Equal((0, null), await Store.TakeDuplicatesAsync("c", epoch, 0, 10, Cancel) is { } taken ? (taken.Taken, taken.Next) : default);
    }

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(true, 1, 1)]
    public async Task Refresh_CountsWhatItTakesAsNotAddedOrAsRemoved(bool wasStored, int added, int removed)
    {
        await EndedAsync("c", wasStored ? [("print", Page("print", Signature, claims: "page"))] : [("page", Page("page", Signature))]);
        var crawl = Crawl("r");
        var epoch = await StartAsync(crawl with { Settings = crawl.Settings with { Refreshes = true } });
        await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch)) with { Links = Links(1, "print", "page") });
        var pages = (await Store.ClaimPagesAsync("r", epoch, 10, Cancel))!.Value;
        await CommitAsync(Done("r", epoch, pages[0], Page("print", Signature, claims: "page")));
        await CommitAsync(Done("r", epoch, pages[1], Page("page", Signature)));

        var counters = (await Store.TakeDuplicatesAsync("r", epoch, 0, 10, Cancel))!.Counters;

        // What claims the other address was found again as it was stored, and is removed; or it is not added after all.
        Assert.Equal((added, 0, 1, removed), (counters.PagesAdded, counters.PagesChanged, counters.PagesUnchanged, counters.PagesRemoved));
        Assert.Equal(added, counters.ChunksStored);
        Assert.Equal([Seed + "page"], await StoredAsync());
        await AssertCountersEqualRowsAsync("r");
    }

    [Fact]
    public async Task Signature_IsFoundOfPagesThatAreDoneOrWait()
    {
        await EndedAsync("c", ("done", Page("done", 1)), ("waits", Page("waits", 2)), ("failed", Page("failed", 3)));
        var epoch = await StartWithLinksAsync("d", "done", "failed", "waits");
        await CommitAsync(Done("d", epoch, await ClaimOneAsync("d", epoch), Page("done", 11)));
        await CommitAsync(Done("d", epoch, await ClaimOneAsync("d", epoch)) with { State = PageState.Failed, Reason = PageReason.Timeout });

        Assert.Equal(11, await Store.FindSignatureAsync("d", Seed + "done", Cancel));
        Assert.Equal(2, await Store.FindSignatureAsync("d", Seed + "waits", Cancel));
        Assert.Null(await Store.FindSignatureAsync("d", Seed + "failed", Cancel));
        Assert.Null(await Store.FindSignatureAsync("d", Seed + "nowhere", Cancel));
        Assert.Null(await Store.FindSignatureAsync("nobody", Seed + "done", Cancel));
    }

    [Fact]
    public async Task Claimant_OfAnAddress_IsADocumentOfTheCrawlsSource()
    {
        await EndedAsync("c", ("print", Page("print", Signature, claims: "page")), ("page", Page("page", Unlike)));

        Assert.Equal(Seed + "print", await Store.FindClaimantAsync("c", Seed + "page", Cancel));
        Assert.Null(await Store.FindClaimantAsync("c", Seed + "print", Cancel));
        Assert.Null(await Store.FindClaimantAsync("nobody", Seed + "page", Cancel));
    }

    [Fact]
    public async Task Signature_OfAPageThatTheLastRefreshFoundGone_IsNotFound()
    {
        await EndedAsync("c", ("a", Page("a", Signature)));
        var crawl = Crawl("r");
        var refresh = crawl with { Settings = crawl.Settings with { Refreshes = true } };
        var epoch = await StartAsync(refresh);
        await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch)) with { Links = Links(1, "a") });
        Assert.Equal(Signature, await Store.FindSignatureAsync("r", Seed + "a", Cancel));
        await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch)) with { State = PageState.Failed, Reason = PageReason.HttpClientError, IsGone = true });
        Assert.NotNull(await Store.EndCrawlAsync(End("r", epoch), Cancel));

        epoch = await StartAsync(refresh with { Id = "r2" });
        await CommitAsync(Done("r2", epoch, await ClaimOneAsync("r2", epoch)) with { Links = Links(1, "a") });

        Assert.Null(await Store.FindSignatureAsync("r2", Seed + "a", Cancel));
    }

    [Theory]
    [InlineData(Alike, true)]
    [InlineData(Signature, true)]
    [InlineData(Unlike, false)]
    [InlineData(0, false)]
    public async Task NearlyTheSameText_IsSaidOnThePageThatComesSecond(long signature, bool isSaid)
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value;
        await CommitAsync(Done("c", epoch, pages[0], Page("a", Signature)));
        await CommitAsync(Done("c", epoch, pages[1], Page("b", signature)) with { Detail = "Rendered." });

        var rows = (await PagesAsync("c", PageState.Done)).ToDictionary(row => row.Url, row => row.Detail);
        Assert.Null(rows[Seed + "a"]);
        Assert.Equal(isSaid ? $"Rendered. Its text is nearly that of {Seed}a." : "Rendered.", rows[Seed + "b"]);
    }

    [Fact]
    public async Task NearlyTheSameText_OfAnotherSource_IsNotSaid()
    {
        await StoreAsync("c", Page("a", Signature), "first");
        await StoreAsync("d", Page("b", Signature), "second");

        Assert.Null(Assert.Single(await PagesAsync("d")).Detail);
    }

    private static DocumentContent Page(string name, long signature, string? claims = null) => Documents.Of($"Title of {name}", $"Text of {name}").WithCode("code()") with
    {
        Signature = signature,
        Claims = claims is null ? null : Seed + claims,
    };

    /// <summary>The page that claims comes first.</summary>
    private async Task<long> StoreBothAsync(string id, long signature, long other)
    {
        var epoch = await StartWithLinksAsync(id, "print", "page");
        var pages = (await Store.ClaimPagesAsync(id, epoch, 10, Cancel))!.Value;
        await CommitAsync(Done(id, epoch, pages[0], Page("print", signature, claims: "page")));
        await CommitAsync(Done(id, epoch, pages[1], Page("page", other)));
        return epoch;
    }

    private async Task EndedAsync(string id, params (string Path, DocumentContent Document)[] pages)
    {
        var epoch = await StartWithLinksAsync(id, [.. pages.Select(page => page.Path)]);
        foreach (var (page, (_, document)) in (await Store.ClaimPagesAsync(id, epoch, 10, Cancel))!.Value.Zip(pages))
        {
            await CommitAsync(Done(id, epoch, page, document));
        }

        Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
    }

    private async Task<string[]> StoredAsync() =>
        [.. (await Store.ListDocumentsAsync("source", 1000, null, Cancel)).Items.Select(document => document.Url)];
}
