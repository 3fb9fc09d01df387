using System.Collections.Immutable;
using Archon.Domain.CodeExamples;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What leads to the places of a page: to its chunks, its code examples and its headings.</summary>
public abstract class FragmentConformance : StoreConformance
{
    private const string Anchors = "0 intro\n8 use\n";

    private static readonly DocumentContent Page = Led(Documents.Of("Title", "apples", "bananas", "cherries").WithCode("run apples", "run bananas"), Anchors, "intro", "use", "");

    [Fact]
    public async Task WhatLeadsThere_IsStoredAndShown()
    {
        await StoreAsync("c", Page);

        Assert.Equal(["intro", "use", ""], await FragmentsAsync());
        Assert.Equal("use", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "bananas" }, Cancel)).Fragment);
        Assert.Equal("", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "cherries" }, Cancel)).Fragment);
        Assert.Equal("use", Assert.Single(await FindCodeAsync("\"run bananas\"")).Fragment);
        var document = Assert.Single((await Store.ListDocumentsAsync("source", 10, null, Cancel)).Items);
        Assert.Equal(Anchors, document.Anchors);
        Assert.Equal(Anchors, (await Store.FindDocumentByUrlAsync(document.Url, Cancel))!.Anchors);
        Assert.Equal(Anchors, (await Store.FindDocumentAsync(document.Id, Cancel))!.Anchors);
    }

    [Fact]
    public async Task AChunkOfSeveralSections_IsLedToWhereWhatWasFoundStands()
    {
        await StoreAsync("c", Led(Documents.Of("Title", "## Apples\n\nred\n\n## Bananas\n\nyellow"), Anchors, "intro\n16 use"));

        Assert.Equal("intro", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "apples" }, Cancel)).Fragment);
        Assert.Equal("use", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "yellow" }, Cancel)).Fragment);
        Assert.Equal(["intro\n16 use"], await FragmentsAsync());
    }

    [Fact]
    public async Task AChunkThatStays_IsLedToAsThePageSaysNow()
    {
        await StoreAsync("c", Page);
        var ids = await IdsAsync();

        await StoreAsync("d", Led(Documents.Of("Title", "apples", "bananas", "dates").WithCode("run apples", "run bananas"), "0 first\n", "first", "first", "first"));

        Assert.Equal(["first", "first", "first"], await FragmentsAsync());
        Assert.Equal(ids[..2], (await IdsAsync())[..2]);
        Assert.Equal("first", Assert.Single(await FindCodeAsync("\"run bananas\"")).Fragment);
        Assert.Equal("0 first\n", Assert.Single((await Store.ListDocumentsAsync("source", 10, null, Cancel)).Items).Anchors);
    }

    [Fact]
    public async Task APageThatStays_IsLedToAsItSaysNow_AndCountsAsUnchanged()
    {
        await StoreAsync("c", Page with { Anchors = null, Chunks = [.. Page.Chunks.Select(chunk => chunk with { Fragments = "" })] });
        var ids = await IdsAsync();
        Assert.Equal(["", "", ""], await FragmentsAsync());

        await RefreshAsync("r", Page);
        Assert.Equal(["intro", "use", ""], await FragmentsAsync());
        Assert.Equal(ids, await IdsAsync());
        Assert.Equal("use", Assert.Single(await FindCodeAsync("\"run bananas\"")).Fragment);
        Assert.Equal(Anchors, Assert.Single((await Store.ListDocumentsAsync("source", 10, null, Cancel)).Items).Anchors);

        await RefreshAsync("s", Led(Page, "0 a\n", "a", "a", "a"));
        Assert.Equal(["a", "a", "a"], await FragmentsAsync());
    }

    [Fact]
    public async Task APageThatIsRewritten_SaysWhatLedToItsPlaces_AndIsLedToAsItIsNow()
    {
        var epoch = await StoreAsync("c", Page, end: false);
        var page = Assert.Single(await Store.ListDonePagesAsync("c", 0, 10, Cancel));
        Assert.Equal(Anchors, page.Document.Anchors);

        var rewritten = Led(Documents.Of("Title", "bananas", "cherries").WithCode("run bananas"), "0 use\n", "use", "use");
        var result = await Store.RewritePageAsync(page.Row with { Epoch = epoch, Document = rewritten }, page.Document.ContentHash, Cancel);

        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        Assert.Equal(["use", "use"], await FragmentsAsync());
        Assert.Equal("use", Assert.Single(await FindCodeAsync("\"run bananas\"")).Fragment);
        Assert.Equal("0 use\n", Assert.Single((await Store.ListDocumentsAsync("source", 10, null, Cancel)).Items).Anchors);
    }

    private static DocumentContent Led(DocumentContent document, string anchors, params string[] fragments) => document with
    {
        Anchors = anchors,
        Chunks = [.. document.Chunks.Zip(fragments, (chunk, fragment) => chunk with { Fragments = fragment })],
        CodeExamples = [.. document.CodeExamples.Zip(fragments, (CodeExample code, string fragment) => code with { Fragment = fragment })],
    };

    private async Task RefreshAsync(string id, DocumentContent document)
    {
        var crawl = Crawl(id, url: "https://source.example.org/");
        var epoch = await StartAsync(crawl with { Settings = crawl.Settings with { Refreshes = true } });
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), document));
        Assert.Equal(1, (await CountersAsync(id)).PagesUnchanged);
        await Store.EndCrawlAsync(End(id, epoch), Cancel);
    }

    private Task<ImmutableArray<SearchHit>> FindCodeAsync(string text) => Store.SearchAsync(new SearchQuery { Text = text, Kind = SearchKind.Code }, Cancel);

    private async Task<IEnumerable<string>> FragmentsAsync() => (await Store.ListChunksAsync("source", 100, null, Cancel)).Items.Select(chunk => chunk.Fragments);

    private async Task<ImmutableArray<long>> IdsAsync() => [.. (await Store.ListChunksAsync("source", 100, null, Cancel)).Items.Select(chunk => chunk.Id)];
}
