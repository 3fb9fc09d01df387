using System.Collections.Immutable;
using Archon.Domain.Search;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class SearchConformance : StoreConformance
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
    public async Task Question_InPlainEnglish_FindsItsAnswer()
    {
        await StoreAsync("c", Documents.Of("Guide", "An index is created by CREATE INDEX.", "What is the weather? How do I know?"));

        Assert.StartsWith("An index", (await SearchAsync("how do I create an index?"))[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_NotAllOfWhichOccur_StillFind()
    {
        await StoreAsync("c", Documents.Of("Guide", "The frobnicator turns."));

        Assert.Single(await SearchAsync("frobnicator xylophone unheard"));
    }

    [Fact]
    public async Task LastWord_MayBeUnfinished()
    {
        await StoreAsync("c", Documents.Of("Guide", "Serialisation of grains."));

        Assert.Single(await SearchAsync("grains seria"));
    }

    [Fact]
    public async Task Title_WeighsMoreThanText()
    {
        await StoreAsync("a", Documents.Of("Other", "a few words about clustering and more of it"), "one");
        await StoreAsync("b", Documents.Of("Clustering", "a few words about something else and more of it"), "two");

        Assert.Equal("Clustering", (await SearchAsync("clustering"))[0].Title);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("'; DROP TABLE chunk; --")]
    [InlineData("NOT")]
    [InlineData("a AND")]
    [InlineData("NEAR(a b")]
    [InlineData("title:x OR")]
    [InlineData("^start * + - ( ) { } : \\ /")]
    [InlineData("col : \"unterminated")]
    [InlineData("%_[]")]
    [InlineData("\u0000 \u0002 \u0003 \ud800")]
    [InlineData("\u0301")]
    public async Task Query_IsDataAndNeverSyntax(string text)
    {
        await StoreAsync("c", Documents.Of("Guide", "plain words"));

        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            await Store.SearchAsync(new SearchQuery { Text = text, Kind = kind }, Cancel);
        }

        Assert.Single(await SearchAsync("plain"));
    }

    [Fact]
    public async Task Operators_AreWordsLikeOthers()
    {
        await StoreAsync("c", Documents.Of("Guide", "Use NOT NULL near the column.", "Nothing to see."));

        Assert.StartsWith("Use NOT", Assert.Single(await SearchAsync("NOT NULL")).Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("?!…—")]
    public async Task WordlessQuery_FindsNothing(string text)
    {
        await StoreAsync("c", Documents.Of("Guide", "words"));

        Assert.Empty(await SearchAsync(text));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = text, Model = "m", Vector = Documents.Axis(0) }, Cancel));
    }

    [Fact]
    public async Task HugeQuery_IsAnswered()
    {
        await StoreAsync("c", Documents.Of("Guide", "needle in a haystack"));
        var text = "needle " + string.Join(' ', Enumerable.Range(0, 20_000).Select(n => $"w{n}")) + new string('x', 5000);

        Assert.Single(await SearchAsync(text));
        await Store.SearchAsync(new SearchQuery { Text = text, Kind = SearchKind.Code }, Cancel);
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
    public async Task Vector_FindsWhatSharesNoWord()
    {
        var ids = await StoreVectorsAsync("m", Documents.Axis(0), Documents.Axis(1), Documents.Axis(0, 1, 0.3f));

        var hits = await Store.SearchAsync(new SearchQuery { Text = "unheard", Model = "m", Vector = Documents.Axis(0) }, Cancel);

        // The third is at a right angle to the query: unrelated, and left out.
        Assert.Equal(["chunk 0", "chunk 2"], hits.Select(hit => hit.Content));
        Assert.Equal([(null, 1), (null, 2)], hits.Select(hit => (hit.WordsPlace, hit.VectorPlace)));
        Assert.Equal("chunk 0", hits[0].Snippet);
        Assert.Equal(3, ids.Length);
    }

    [Fact]
    public async Task Vector_OfAnotherModel_IsLeftOut()
    {
        await StoreVectorsAsync("m", Documents.Axis(0));

        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "unheard", Model = "other", Vector = Documents.Axis(0) }, Cancel));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "unheard", Model = "m", Vector = new float[] { 1, 0 } }, Cancel));
    }

    [Theory]
    [InlineData(SearchKind.Chunks, false, false)]
    [InlineData(SearchKind.Chunks, true, false)]
    [InlineData(SearchKind.Chunks, false, true)]
    [InlineData(SearchKind.Chunks, true, true)]
    [InlineData(SearchKind.Pages, false, false)]
    public async Task VectorsOfTwoModels_AreFoundEachByItsOwn(SearchKind kind, bool ofSource, bool narrowed)
    {
        var ids = await StoreVectorsAsync("old", Documents.Axis(0), Documents.Axis(0, 1, 0.3f), Documents.Axis(1), Documents.Axis(0, 1, 0.5f));
        await Store.StoreVectorsAsync("new", [new(ids[0], Vector(1)), new(ids[3], Vector(0))], Cancel);
        var query = new SearchQuery
        {
            Text = "unheard",
            Kind = kind,
            SourceId = ofSource ? "source" : null,
            Path = narrowed ? "/" : null,
            Model = "new",
            Vector = Vector(0),
            Former = [new QueryVector("old", Documents.Axis(0))],
        };

        var hits = await Store.SearchAsync(query, Cancel);

        // Each found the best of its two: the one in use stands first. The other vectors are of the wrong direction.
        (string?, string, int?)[] both = [("new", "chunk 3", 1), ("old", "chunk 1", 2)];
        Assert.Equal(kind == SearchKind.Pages ? both[..1] : both, hits.Select(hit => (hit.VectorModel, hit.Content, hit.VectorPlace)));
        var withoutNew = await Store.SearchAsync(query with { Model = null, Vector = null }, Cancel);
        Assert.Equal([("old", "chunk 1", 1)], withoutNew.Select(hit => (hit.VectorModel, hit.Content, hit.VectorPlace)));

        // One of another length, and one that nothing was ever embedded with, find nothing and do no harm.
        var strange = await Store.SearchAsync(query with { Former = [new QueryVector("old", new float[] { 1, 0 }), new QueryVector("unused", Documents.Axis(0))] }, Cancel);
        Assert.Equal([("new", "chunk 3", 1)], strange.Select(hit => (hit.VectorModel, hit.Content, hit.VectorPlace)));

        static ReadOnlyMemory<float> Vector(int axis)
        {
            var vector = new float[4];
            vector[axis] = 1;
            return vector;
        }
    }

    [Fact]
    public async Task VectorOfThousandsOfDimensions_IsFoundToo()
    {
        await StoreVectorsAsync("long", Vector(0), Vector(5_999), Vector(3));

        foreach (var source in (string?[])[null, "source"])
        {
            var hits = await Store.SearchAsync(new SearchQuery { Text = "unheard", SourceId = source, Model = "long", Vector = Vector(5_999) }, Cancel);
            Assert.Equal(["chunk 1"], hits.Select(hit => hit.Content));
        }

        static ReadOnlyMemory<float> Vector(int axis)
        {
            var vector = new float[6_000];
            vector[axis] = 1;
            return vector;
        }
    }

    [Fact]
    public async Task WordsAndVector_TogetherBeatEitherAlone()
    {
        await StoreVectorsAsync("m", Documents.Axis(0, 1, 0.2f), Documents.Axis(1), Documents.Axis(0));

        // "0" is a word of the first chunk; its vector is the second best.
        var hits = await Store.SearchAsync(new SearchQuery { Text = "0", Model = "m", Vector = Documents.Axis(0) }, Cancel);

        Assert.Equal("chunk 0", hits[0].Content);
        Assert.Equal([(1, 2), (null, 1)], hits.Select(hit => (hit.WordsPlace, hit.VectorPlace)));
        Assert.Equal((1.0 / 61) + RankFusion.FirstByWords + (1.0 / 62), hits[0].Score, precision: 9);
        Assert.True(hits[0].Score > hits[1].Score);
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
    public async Task ReplacedDocument_LosesItsVectors()
    {
        await StoreVectorsAsync("m", Documents.Axis(0));
        await StoreAsync("again", Documents.Of("T", "replaced"));

        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "unheard", Model = "m", Vector = Documents.Axis(0) }, Cancel));
    }

    [Theory]
    [InlineData("\"create index\"", "Now create index on it.|Say CREATE INDEX.")]
    [InlineData("\"create index\" say", "Say CREATE INDEX.|Now create index on it.")]
    [InlineData("\"create index\" unheard", "Now create index on it.|Say CREATE INDEX.")]
    [InlineData("\"create index\" \"now create\"", "Now create index on it.")]
    [InlineData("\"index create\"", "")]
    [InlineData("\"create index", "Create an index.|Index of the table.|Now create index on it.|Say CREATE INDEX.")]
    [InlineData("\"index of the table\"", "Index of the table.")]
    [InlineData("\"unheard of\" index", "")]
    public async Task Phrase_IsFoundWhereItsWordsFollowEachOther(string text, string found)
    {
        await StoreAsync("c", Documents.Of("Guide", "Create an index.", "Now create index on it.", "Say CREATE INDEX.", "Index of the table."));

        var hits = await SearchAsync(text);

        Assert.Equal(found.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(), hits.Select(hit => hit.Content).Order());
        if (text.EndsWith("say", StringComparison.Ordinal))
        {
            Assert.Equal("Say CREATE INDEX.", hits[0].Content);
        }
    }

    [Fact]
    public async Task Phrase_IsAskedOfWhatVectorsFind()
    {
        await StoreVectorsAsync("m", Documents.Axis(0), Documents.Axis(0, 1, 0.3f), Documents.Axis(0, 1, 0.2f));

        var hits = await Store.SearchAsync(new SearchQuery { Text = "\"chunk 2\" unheard", Model = "m", Vector = Documents.Axis(0) }, Cancel);

        Assert.Equal(("chunk 2", 1, 1), (Assert.Single(hits).Content, hits[0].WordsPlace!.Value, hits[0].VectorPlace!.Value));
    }

    [Theory]
    [InlineData("vacu*", 2)]
    [InlineData("vacu* full", 2)]
    [InlineData("full vacu* table", 2)]
    [InlineData("vacuumdb*", 1)]
    [InlineData("unhe*", 0)]
    public async Task WordWithAStar_IsABeginning(string text, int count)
    {
        await StoreAsync("c", Documents.Of("Guide", "VACUUM reclaims room.", "The vacuumdb program.", "A vacant lot."));

        Assert.Equal(count, (await SearchAsync(text)).Length);
    }

    [Theory]
    [InlineData("pg_stat_activty", SearchKind.Chunks, "The pg_stat_activity view.", "activty → activity")]
    [InlineData("reclams", SearchKind.Chunks, "Vacuum reclaims room.", "reclams → reclaims")]
    [InlineData("HashMpa", SearchKind.Code, "var m = new HashMap();", "HashMpa → hashmap")]
    [InlineData("hasmap", SearchKind.Code, "var m = new HashMap();", "hasmap → hashmap")]
    [InlineData("pgStatActivity", SearchKind.Chunks, "The pg_stat_activity view.", "pgStatActivity → pg stat activity")]
    [InlineData("statActivty now", SearchKind.Chunks, "The pg_stat_activity view.", "statActivty → stat activity")]
    public async Task MistypedWord_FindsWhatItIsNearlyLike(string text, SearchKind kind, string found, string meant)
    {
        await StoreAsync("c", Documents.Of("Guide", "The pg_stat_activity view.", "Vacuum reclaims room.", "Use a HashMap.").WithCode("var m = new HashMap();"));

        var hit = (await Store.SearchAsync(new SearchQuery { Text = text, Kind = kind }, Cancel))[0];

        Assert.Equal((found, meant), (hit.Content, MeantWord.Tell(hit.Meant)));
        Assert.Contains('\u0002', hit.Snippet);
    }

    [Fact]
    public async Task RareWord_CountsMoreThanFrequentOnes()
    {
        string[] frequent = [.. Enumerable.Range(0, 12).Select(n => $"Vacuum a table, then vacuum the table again {n}: table, vacuum.")];
        var words = string.Join(' ', Enumerable.Range(0, 60).Select(n => $"word{n}"));
        await StoreAsync("c", Documents.Of("Guide", [.. frequent, $"{words} walrus {words}."]));

        Assert.Contains("walrus", (await SearchAsync("vacuum table walrus"))[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownWord_IsTakenForNoOther()
    {
        await StoreAsync("c", Documents.Of("Guide", "The port is open.", "They sort rows.").WithCode("port()"));

        Assert.Empty(Assert.Single(await SearchAsync("sort")).Meant);
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "sort", Kind = SearchKind.Code }, Cancel));
    }

    [Theory]
    [InlineData("索引")]
    [InlineData("建索")]
    [InlineData("引")]
    [InlineData("创")]
    [InlineData("PostgreSQL 索引")]
    [InlineData("创建索引")]
    [InlineData("\"创建索引\"")]
    public async Task PartsOfARunWithoutSpaces_AreFound(string text)
    {
        await StoreAsync("c", Documents.Of("手册", "在PostgreSQL中创建索引。", "删除表格。").WithCode("-- 创建索引\nCREATE INDEX;"));

        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            var hit = Assert.Single(await Store.SearchAsync(new SearchQuery { Text = text, Kind = kind }, Cancel));

            Assert.Contains("索引", hit.Content, StringComparison.Ordinal);
            Assert.Contains('\u0002', hit.Snippet);
        }

        await StoreAsync("d", Documents.Of("手册", "删除表格。"));
        Assert.Empty(await SearchAsync(text));
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = text, Kind = SearchKind.Code }, Cancel));
    }

    [Fact]
    public async Task Code_IsFoundByWhatItsPassageMeans()
    {
        await StoreAsync("c", Documents.Of("T", "Guide about `x`:\n\n```\nx()\n```", "Other").WithCode("x()"));
        var waiting = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);
        await Store.StoreVectorsAsync("m", [.. waiting.Select((chunk, n) => new ChunkVector(chunk.ChunkId, Documents.Axis(n)))], Cancel);
        var query = new SearchQuery { Text = "unheard", Kind = SearchKind.Code, Model = "m", Vector = Documents.Axis(0) };

        var hit = Assert.Single(await Store.SearchAsync(query, Cancel));

        Assert.Equal(("x()", null, 1), (hit.Content, hit.WordsPlace, hit.VectorPlace));
        Assert.Single(await Store.SearchAsync(query with { Language = "csharp" }, Cancel));
        Assert.Empty(await Store.SearchAsync(query with { Language = "python" }, Cancel));
        Assert.Empty(await Store.SearchAsync(query with { Text = "\"not there\"" }, Cancel));
    }

    [Fact]
    public async Task WhileModelsChange_CodeAndPhrasesAndRanksAreOfBoth()
    {
        await StoreAsync("c", Documents.Of("T", "Manual of `x`:\n\n```\nx()\n```", "Other about `y`:\n\n```\ny()\n```", "no code").WithCode("x()", "y()"));
        var waiting = await Store.ReadBacklogAsync("source", "old", 0, 10, Cancel);
        await Store.StoreVectorsAsync("old", [.. waiting.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(0)))], Cancel);
        await Store.StoreVectorsAsync("new", [new ChunkVector(waiting[1].ChunkId, Documents.Axis(3))], Cancel);
        var query = new SearchQuery
        {
            Text = "manual",
            Model = "new",
            Vector = Documents.Axis(3),
            Former = [new QueryVector("old", Documents.Axis(0))],
        };

        var code = await Store.SearchAsync(query with { Text = "unheard", Kind = SearchKind.Code }, Cancel);
        // The first of two is before the only one.
        Assert.Equal([("old", "x()", null, 1), ("new", "y()", null, 2)], code.Select(hit => (hit.VectorModel, hit.Content, hit.WordsPlace, hit.VectorPlace)));

        var both = await Store.SearchAsync(query, Cancel);
        Assert.Equal([("old", 1), ("new", null), ("old", null)], both.Select(hit => (hit.VectorModel, hit.WordsPlace)));
        var phrase = Assert.Single(await Store.SearchAsync(query with { Text = "\"manual of\"" }, Cancel));
        Assert.Equal(("old", 1, 1), (phrase.VectorModel, phrase.WordsPlace, phrase.VectorPlace));
        var byVector = await Store.SearchAsync(query with { ByWords = false }, Cancel);
        Assert.Equal(["old", "new", "old"], byVector.Select(hit => hit.VectorModel));
        Assert.All(byVector, hit => Assert.Null(hit.WordsPlace));
        Assert.Equal("manuel → manual", MeantWord.Tell((await Store.SearchAsync(query with { Text = "manuel" }, Cancel))[0].Meant));
    }

    [Fact]
    public async Task ByVectorAlone_WordsDoNotCount()
    {
        await StoreVectorsAsync("m", Documents.Axis(0, 1, 0.2f), Documents.Axis(1), Documents.Axis(0));

        var hits = await Store.SearchAsync(new SearchQuery { Text = "0", ByWords = false, Model = "m", Vector = Documents.Axis(0) }, Cancel);

        Assert.Equal(["chunk 2", "chunk 0"], hits.Select(hit => hit.Content));
        Assert.All(hits, hit => Assert.Null(hit.WordsPlace));
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

    private async Task<ImmutableArray<long>> StoreVectorsAsync(string model, params ReadOnlyMemory<float>[] vectors)
    {
        await StoreAsync("c", Documents.Of("T", [.. vectors.Select((_, n) => $"chunk {n}")]));
        ImmutableArray<long> ids = [.. (await Store.ReadBacklogAsync("source", model, 0, 100, Cancel)).Select(chunk => chunk.ChunkId)];
        await Store.StoreVectorsAsync(model, [.. ids.Zip(vectors, (id, vector) => new ChunkVector(id, vector))], Cancel);
        return ids;
    }

    private Task<ImmutableArray<SearchHit>> SearchAsync(string text) => Store.SearchAsync(new SearchQuery { Text = text }, Cancel);
}
