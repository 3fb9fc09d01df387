using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What a search finds, and what it shows of it.</summary>
public abstract class SearchHitConformance : SearchConformance
{
    [Fact]
    public async Task Words_FindTheirChunkWithEverythingToShow()
    {
        await StoreAsync("c", Documents.Of("Indexes", "Nothing here.", "You create an index with one call."));

        var hit = Assert.Single(await SearchAsync("creating indexes call"), hit => hit.Content.Contains("one call", StringComparison.Ordinal));

        Assert.Equal(
            ("https://source.example.org/", "Indexes", "Guide › Basics", "You create an index with one call.", "source", null),
            (hit.Url, hit.Title, hit.Heading, hit.Content, hit.SourceId, hit.Language));
        Assert.Contains("\u0002index\u0003", hit.Snippet, StringComparison.Ordinal);
        Assert.Equal(hit.DocumentId, (await Store.FindDocumentByUrlAsync(hit.Url, Cancel))!.Id);
        Assert.True(hit.Score > 0);
    }

    [Fact]
    public async Task TextThatHoldsMarks_IsNotShownAsFound()
    {
        const string text = "A \u0002forged\u0003 mark, \u0003\u0002 and a real word.";
        await StoreAsync("c", Documents.Of("Guide", text).WithCode(text));

        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            var hit = Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "real", Kind = kind }, Cancel));

            Assert.Equal(text, hit.Content);
            Assert.DoesNotContain("\u0002forged", hit.Snippet, StringComparison.Ordinal);
            Assert.Equal("A forged mark,  and a real word.", hit.Snippet.Replace("\u0002real\u0003", "real", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Limit_BoundsTheResults()
    {
        await StoreAsync("c", Documents.Of("Guide", [.. Enumerable.Range(0, 150).Select(n => $"common word {n}")]));

        Assert.Equal(7, (await Store.SearchAsync(new SearchQuery { Text = "common", Limit = 7 }, Cancel)).Length);
        Assert.Equal(100, (await Store.SearchAsync(new SearchQuery { Text = "common", Limit = 100 }, Cancel)).Length);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SearchAsync(new SearchQuery { Text = "common", Limit = 0 }, Cancel));
    }

    [Fact]
    public async Task Pages_AppearOnceByTheirBestChunk()
    {
        await StoreAsync("a", Documents.Of("A", "lock", "lock lock lock"), "one");
        await StoreAsync("b", Documents.Of("B", "lock among many other words that matter less"), "two");

        var hits = await Store.SearchAsync(new SearchQuery { Text = "lock", Kind = SearchKind.Pages }, Cancel);

        Assert.Equal(["A", "B"], hits.Select(hit => hit.Title).Order());
    }

    [Theory]
    [InlineData("createIndex")]
    [InlineData("create index")]
    [InlineData("CREATEINDEX")]
    [InlineData("http client")]
    [InlineData("max_page_size")]
    [InlineData("page size")]
    public async Task Code_IsFoundByIdentifiersAndTheWordsInThem(string text)
    {
        const string code = "var x = db.createIndex<T>(\n\tnew HTTPClient(), max_page_size);";
        await StoreAsync("c", Documents.Of("Guide", "prose").WithCode(code, "unrelated"));

        var hit = Assert.Single(await Store.SearchAsync(new SearchQuery { Text = text, Kind = SearchKind.Code }, Cancel));

        Assert.Equal((code, "csharp", "Guide"), (hit.Content, hit.Language, hit.Heading));
    }

    [Fact]
    public async Task ReplacedDocument_LeavesNoStaleWords()
    {
        await StoreAsync("c", Documents.Of("Ancient", "obsolete sentence").WithCode("obsoleteCall()"));
        await StoreAsync("d", Documents.Of("Modern", "current sentence").WithCode("currentCall()"));

        Assert.Empty(await SearchAsync("obsolete"));
        Assert.Empty(await SearchAsync("ancient"));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "obsolete", Kind = SearchKind.Code }, Cancel));
        Assert.Equal("Modern", Assert.Single(await SearchAsync("current sentence")).Title);
        Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "currentCall", Kind = SearchKind.Code }, Cancel));
    }

    [Fact]
    public async Task Neighbours_AreReadAroundAPassage()
    {
        await StoreAsync("c", Documents.Of("T", "zero", "one", "two", "three"));
        var hit = Assert.Single(await SearchAsync("two"));

        var around = await Store.ReadAroundAsync([new PassagePlace(hit.DocumentId, hit.Ordinal!.Value), new PassagePlace("999999", 0), new PassagePlace("no id", 0)], 1, Cancel);

        Assert.Equal(["one", "two", "three"], around[0].Select(passage => passage.Content));
        Assert.Equal([1, 2, 3], around[0].Select(passage => passage.Ordinal));
        Assert.Empty(around[1]);
        Assert.Empty(around[2]);
    }
}
