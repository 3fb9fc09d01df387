using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What leaves results out: a source, a tag, a language, a path.</summary>
public abstract class SearchFilterConformance : SearchConformance
{
    [Fact]
    public async Task SourceFilter_LeavesOthersOut()
    {
        await StoreAsync("a", Documents.Of("A", "shared word").WithCode("shared()"), "one");
        await StoreAsync("b", Documents.Of("B", "shared word").WithCode("shared()"), "two");

        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            Assert.Equal("two", Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "shared", SourceId = "two", Kind = kind }, Cancel)).SourceId);
            Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "shared", SourceId = "three", Kind = kind }, Cancel));
        }
    }

    [Fact]
    public async Task TagLanguageAndPath_LeaveOthersOut()
    {
        var epoch = await StartAsync(Crawl("c", "one", tags: ["python", "manual"]));
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("A", "shared word").WithCode("shared()")) with { Links = Links(1, "api/x", "guide/api/y") });
        for (var n = 0; n < 2; n++)
        {
            var page = await ClaimOneAsync("c", epoch);
            await CommitAsync(Done("c", epoch, page, Documents.Of(page.Url, $"shared word {n}").WithCode("shared()") with { Language = page.Url.EndsWith('x') ? "de-AT" : null }));
        }

        await StoreAsync("d", Documents.Of("D", "shared word").WithCode("shared()"), "two");
        foreach (var source in new[] { "one", "two" })
        {
            var waiting = await Store.ReadBacklogAsync(source, "m", 0, 10, Cancel);
            await Store.StoreVectorsAsync("m", [.. waiting.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(0)))], Cancel);
        }

        foreach (var byVector in new[] { false, true })
        {
            foreach (var kind in Enum.GetValues<SearchKind>())
            {
                var all = new SearchQuery { Text = byVector && kind != SearchKind.Code ? "unheard" : "shared", Kind = kind, Model = "m", Vector = byVector ? Documents.Axis(0) : null };
                var isCode = kind == SearchKind.Code;
                Assert.Equal(4, await CountAsync(all));
                Assert.Equal(3, await CountAsync(all with { Tag = "manual" }));
                Assert.Equal(0, await CountAsync(all with { Tag = "man" }));
                Assert.Equal(0, await CountAsync(all with { Tag = "manual", SourceId = "two" }));
                Assert.Equal(1, await CountAsync(all with { Path = new Uri(Seed).AbsolutePath + "api/" }));
                Assert.Equal(0, await CountAsync(all with { Path = "/nowhere" }));
                Assert.Equal(4, await CountAsync(all with { Path = "/" }));
                Assert.Equal(isCode ? 0 : 1, await CountAsync(all with { Language = "de" }));
                Assert.Equal(isCode ? 0 : 1, await CountAsync(all with { Language = "de-at" }));
                Assert.Equal(0, await CountAsync(all with { Language = "d" }));
                Assert.Equal(isCode ? 4 : 0, await CountAsync(all with { Language = "csharp" }));
                Assert.Equal(isCode ? 0 : 1, await CountAsync(all with { Language = "en", Tag = "manual" }));
            }
        }

        async Task<int> CountAsync(SearchQuery query) => (await Store.SearchAsync(query, Cancel)).Length;
    }
}
