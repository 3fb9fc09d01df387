using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What a crawl that refreshes keeps, replaces and adds.</summary>
public abstract class RefreshedContentConformance : RefreshConformance
{
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

    /// <summary>Gives every waiting chunk a vector; their ids.</summary>
    private async Task<List<long>> EmbedAsync()
    {
        var chunks = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("m", [.. chunks.Select(id => new ChunkVector(id, Documents.Axis(0)))], Cancel);
        return chunks;
    }
}
