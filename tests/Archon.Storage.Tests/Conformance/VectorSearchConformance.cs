using Archon.Domain.Search;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What is found by its vector, also while the model changes.</summary>
public abstract class VectorSearchConformance : SearchConformance
{
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
    public async Task Phrase_IsAskedOfWhatVectorsFind()
    {
        await StoreVectorsAsync("m", Documents.Axis(0), Documents.Axis(0, 1, 0.3f), Documents.Axis(0, 1, 0.2f));

        var hits = await Store.SearchAsync(new SearchQuery { Text = "\"chunk 2\" unheard", Model = "m", Vector = Documents.Axis(0) }, Cancel);

        Assert.Equal(("chunk 2", 1, 1), (Assert.Single(hits).Content, hits[0].WordsPlace!.Value, hits[0].VectorPlace!.Value));
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
    public async Task ReplacedDocument_LosesItsVectors()
    {
        await StoreVectorsAsync("m", Documents.Axis(0));
        await StoreAsync("again", Documents.Of("T", "replaced"));

        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "unheard", Model = "m", Vector = Documents.Axis(0) }, Cancel));
    }
}
