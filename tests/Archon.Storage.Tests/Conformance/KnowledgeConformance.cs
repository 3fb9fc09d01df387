using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class KnowledgeConformance : StoreConformance
{
    private const string SeedOfSource = "https://source.example.org/";

    [Fact]
    public async Task Document_IsReadBackExactly()
    {
        var document = Documents.Of("Títle", "a\r\n  b\t<T> \U0001F600 \"quoted\" 'single' \0 end");
        await StoreAsync("c", document);

        var found = (await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel))!;

        Assert.Equal(
            (document.Title, document.Markdown, document.ContentHash, "en", "source", "c", Noon),
            (found.Title, found.Markdown, found.ContentHash, found.Language, found.SourceId, found.CrawlId, found.FetchedAt));
        Assert.Equal(found, await Store.FindDocumentAsync(found.Id, Cancel));
    }

    [Fact]
    public async Task Document_WithEmptyTexts_IsKept()
    {
        await StoreAsync("c", Documents.Of("", "") with { Language = null });

        var found = (await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel))!;

        Assert.Equal(("", "", null), (found.Title, found.Markdown, found.Language));
    }

    [Theory]
    [InlineData("")]
    [InlineData("999999")]
    [InlineData("not a number")]
    [InlineData("' OR 1=1 --")]
    public async Task FindDocument_Unknown_IsNull(string id) => Assert.Null(await Store.FindDocumentAsync(id, Cancel));

    [Fact]
    public async Task Source_BeginsWithItsFirstDocument()
    {
        var epoch = await StartAsync("c");
        Assert.Null(await Store.FindSourceAsync("source", Cancel));

        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("Home", "one", "two").WithCode("x")));

        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal(("source", Seed, "Home", 1, 2, 1, "c", Noon),
            (source.Id, source.Url, source.Title, source.Documents, source.Chunks, source.CodeExamples, source.LastCrawlId, source.UpdatedAt));
    }

    [Fact]
    public async Task Source_OfACrawlThatStoredNothing_DoesNotExist()
    {
        var epoch = await StartAsync("c");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { State = PageState.Failed, Reason = PageReason.Dns });
        await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Error), Cancel);

        Assert.Empty((await Store.ListSourcesAsync(10, null, Cancel)).Items);
        Assert.Equal(DeleteSourceOutcome.NotFound, await Store.DeleteSourceAsync("source", Cancel));
    }

    [Fact]
    public async Task Source_TakesTheTitleOfItsSeedPage()
    {
        var epoch = await StartWithLinksAsync("c", "a");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("Not the seed", "x")));
        Assert.Equal("Not the seed", (await Store.FindSourceAsync("source", Cancel))!.Title);
        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        var next = await StartAsync("d");
        await CommitAsync(Done("d", next, await ClaimOneAsync("d", next), Documents.Of("The seed", "y")));

        Assert.Equal("The seed", (await Store.FindSourceAsync("source", Cancel))!.Title);
    }

    [Fact]
    public async Task Source_UnitesTheTagsOfItsCrawls()
    {
        foreach (var (id, tags) in new[] { ("c", new[] { "x", "y" }), ("d", ["y", "z"]) })
        {
            var epoch = await StartAsync(Crawl(id, tags: tags));
            await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), Documents.Of("T", "x")));
            await Store.EndCrawlAsync(End(id, epoch), Cancel);
        }

        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal(["x", "y", "z"], source.Tags);
        Assert.Equal("d", source.LastCrawlId);
    }

    [Fact]
    public async Task NewerCrawl_ReplacesTheDocumentUnderTheSameId()
    {
        await StoreAsync("c", Documents.Of("Old", "old one", "old two").WithCode("old()"));
        var before = (await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel))!;

        await StoreAsync("d", Documents.Of("New", "new one"));

        var after = (await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel))!;
        Assert.Equal((before.Id, "New", "d"), (after.Id, after.Title, after.CrawlId));
        var source = (await Store.FindSourceAsync("source", Cancel))!;
        Assert.Equal((1, 1, 0), (source.Documents, source.Chunks, source.CodeExamples));
        Assert.Equal(2, (await CountersAsync("c")).ChunksStored);
        Assert.Equal(1, (await CountersAsync("d")).ChunksStored);
    }

    [Fact]
    public async Task FindDocumentByUrl_InTwoSources_GivesTheNewest()
    {
        foreach (var (id, hours) in new[] { ("late", 2), ("early", 1) })
        {
            var epoch = await StartAsync(Crawl(id, id));
            await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), Documents.Of(id, "x")) with { FetchedAt = Noon.AddHours(hours) });
        }

        Assert.Equal("late", (await Store.FindDocumentByUrlAsync(Seed, Cancel))!.Title);
    }

    [Fact]
    public async Task ListSources_IsByNameAndPagesThrough()
    {
        foreach (var name in new[] { "b", "c", "a", "d", "e" })
        {
            await StoreAsync("crawl-" + name, Documents.Of(name is "c" ? "b" : name, "x"), name);
        }

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.ListSourcesAsync(2, cursor, Cancel);
            ids.AddRange(page.Items.Select(source => source.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["a", "b", "c", "d", "e"], ids);
    }

    [Fact]
    public async Task ListDocuments_IsByUrlAndPagesThrough()
    {
        var epoch = await StartWithLinksAsync("c", "z", "m", "a");
        for (var n = 0; n < 3; n++)
        {
            var page = await ClaimOneAsync("c", epoch);
            await CommitAsync(Done("c", epoch, page, Documents.Of(page.Url, "text")));
        }

        var first = await Store.ListDocumentsAsync("source", 2, null, Cancel);
        var second = await Store.ListDocumentsAsync("source", 2, first.NextCursor, Cancel);

        Assert.Equal([Seed + "a", Seed + "m", Seed + "z"], first.Items.Concat(second.Items).Select(document => document.Url));
        Assert.Null(second.NextCursor);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListDocumentsAsync("source", 2, "garbage", Cancel));
    }

    [Fact]
    public async Task ListChunks_IsByUrlAndOrder_WithTheVectorThatEachHas()
    {
        var epoch = await StartWithLinksAsync("c", "z", "a");
        for (var n = 0; n < 2; n++)
        {
            var page = await ClaimOneAsync("c", epoch);
            await CommitAsync(Done("c", epoch, page, Documents.Of(page.Url, "one", "two", "three")));
        }

        Assert.All((await Store.ListChunksAsync("source", 10, null, Cancel)).Items, chunk => Assert.Null(chunk.Vector));
        var waiting = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);
        await Store.StoreVectorsAsync("former", [.. waiting.Take(1).Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(2)))], Cancel);
        waiting = await Store.ReadBacklogAsync("source", "m", waiting[0].ChunkId, 10, Cancel);
        await Store.StoreVectorsAsync("m", [.. waiting.Where(chunk => !chunk.Text.EndsWith("three", StringComparison.Ordinal)).Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(3)))], Cancel);
        var chunks = new List<ChunkRecord>();
        string? cursor = null;
        do
        {
            var page = await Store.ListChunksAsync("source", 2, cursor, Cancel);
            chunks.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(
            [(Seed + "a", 0, "one"), (Seed + "a", 1, "two"), (Seed + "a", 2, "three"), (Seed + "z", 0, "one"), (Seed + "z", 1, "two"), (Seed + "z", 2, "three")],
            chunks.Select(chunk => (chunk.Url, chunk.Ordinal, chunk.Content)));
        Assert.All(chunks, chunk => Assert.Equal((chunk.Url, "Guide › Basics", "en", 0, chunk.Content.Length), (chunk.Title, chunk.Headings, chunk.Language, chunk.Start, chunk.End)));
        Assert.All(
            chunks,
            chunk => Assert.Equal(
                chunk.Content == "three" ? (null, null) : chunk.Id < waiting[0].ChunkId ? ("former", "00100000") : ((string?)"m", (string?)"00010000"),
                (chunk.Model, chunk.Vector is { } vector ? string.Concat(vector.ToArray()) : null)));
        Assert.Single(chunks, chunk => chunk.Model == "former");
        Assert.Empty((await Store.ListChunksAsync("other", 10, null, Cancel)).Items);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListChunksAsync("source", 10, "garbage", Cancel));
    }

    [Fact]
    public async Task ReadChunks_AreThoseOfTheSameDocument()
    {
        var document = Documents.Of("T", "one", "two", "three") with { Chunks = [.. Documents.Of("T", "one", "two").Chunks.Select(chunk => chunk with { Fragments = "there" })] };
        var epoch = await StartWithLinksAsync("c", "a");
        var page = await ClaimOneAsync("c", epoch);
        await CommitAsync(Done("c", epoch, page, document));

        var chunks = await Store.ReadChunksAsync("source", page.Url, document.ContentHash, "T", Cancel);

        Assert.Equal(
            document.Chunks.Select(chunk => (chunk.Ordinal, HeadingPath.Join(chunk.HeadingPath), chunk.Content, chunk.Start, chunk.End, chunk.Tokens, chunk.Fragments)),
            chunks.Select(chunk => (chunk.Ordinal, HeadingPath.Join(chunk.HeadingPath), chunk.Content, chunk.Start, chunk.End, chunk.Tokens, chunk.Fragments)));
        Assert.Empty(await Store.ReadChunksAsync("source", page.Url, "another", "T", Cancel));
        Assert.Empty(await Store.ReadChunksAsync("source", page.Url, document.ContentHash, "U", Cancel));
        Assert.Empty(await Store.ReadChunksAsync("source", page.Url + "x", document.ContentHash, "T", Cancel));
        Assert.Empty(await Store.ReadChunksAsync("other", page.Url, document.ContentHash, "T", Cancel));
    }

    [Fact]
    public async Task DeleteSource_LeavesNothingOfItAndAllOfOthers()
    {
        await StoreAsync("c", Documents.Of("Gone", "vanishing words").WithCode("vanish()"));
        await StoreAsync("d", Documents.Of("Stays", "lasting words"), "other");
        var id = (await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel))!.Id;

        Assert.Equal(DeleteSourceOutcome.Deleted, await Store.DeleteSourceAsync("source", Cancel));

        Assert.Null(await Store.FindSourceAsync("source", Cancel));
        Assert.Null(await Store.FindDocumentAsync(id, Cancel));
        Assert.Null(await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel));
        Assert.Empty((await Store.ListDocumentsAsync("source", 10, null, Cancel)).Items);
        Assert.Empty((await Store.ListChunksAsync("source", 10, null, Cancel)).Items);
        Assert.Null(await Store.FindCrawlAsync("c", Cancel));
        Assert.Empty(await PagesAsync("c"));
        Assert.Empty(await Store.ReadJournalAsync("c", 0, 10, Cancel));
        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "vanishing" }, Cancel));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "vanish", Kind = SearchKind.Code }, Cancel));
        Assert.Equal("other", Assert.Single((await Store.ListSourcesAsync(10, null, Cancel)).Items).Id);
        Assert.Equal("d", Assert.Single((await Store.ListCrawlsAsync(null, 10, null, Cancel)).Items).Id);
        Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "lasting" }, Cancel));
    }

    [Fact]
    public async Task DeleteSource_ThenCrawlAgain_BeginsAnew()
    {
        await StoreAsync("c", Documents.Of("Old", "old"));
        await Store.DeleteSourceAsync("source", Cancel);

        await StoreAsync("d", Documents.Of("New", "new"));

        Assert.Equal((1, "New"), ((await Store.FindSourceAsync("source", Cancel))!.Documents, (await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel))!.Title));
    }

    [Fact]
    public async Task DeleteSource_WhileACrawlRuns_ChangesNothing()
    {
        await StoreAsync("c", Documents.Of("T", "x"), end: false);

        Assert.Equal(DeleteSourceOutcome.CrawlRunning, await Store.DeleteSourceAsync("source", Cancel));

        Assert.NotNull(await Store.FindDocumentByUrlAsync(SeedOfSource, Cancel));
    }

    [Fact]
    public async Task DeleteSource_Unknown_IsNotFound() =>
        Assert.Equal(DeleteSourceOutcome.NotFound, await Store.DeleteSourceAsync("nobody", Cancel));
}
