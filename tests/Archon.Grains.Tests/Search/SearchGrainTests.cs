using Archon.Embeddings;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Archon.Grains.Embedding;
using Archon.Grains.Resuming;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Grains.Tests.Search;

public sealed class SearchGrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("limit", "install", 0, "chunks")]
    [InlineData("limit", "install", 101, "chunks")]
    [InlineData("limit", "install", -1, "chunks")]
    [InlineData("kind", "install", 10, "everything")]
    [InlineData("kind", "install", 10, "1")]
    [InlineData("kind", "install", 10, "+1")]
    [InlineData("kind", "install", 10, " 1")]
    [InlineData("kind", "install", 10, "chunks,pages")]
    [InlineData("kind", "install", 10, "")]
    [InlineData("kind", "install", 10, null)]
    [InlineData("query", null, 10, "chunks")]
    [InlineData("query", "", 10, "chunks")]
    [InlineData("query", " \t\u00a0\n", 10, "chunks")]
    public async Task SearchAsync_WithAWrongRequest_NamesTheMember(string field, string? query, int limit, string? kind)
    {
        await using var archon = await ArchonCluster.StartAsync();

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = query!, Limit = limit, Kind = kind! }, Cancel);

        Assert.Equal(field, answer.Field);
        Assert.EndsWith(".", answer.Message, StringComparison.Ordinal);
        Assert.Empty(answer.Results);
    }

    [Theory]
    [InlineData(102_400, null)]
    [InlineData(102_401, "query")]
    public async Task SearchAsync_OfMoreThan100Kilobytes_IsRefused(int length, string? field)
    {
        await using var archon = await ArchonCluster.StartAsync();

        Assert.Equal(field, (await Search(archon).SearchAsync(new SearchRequest { Query = new string('a', length) }, Cancel)).Field);
    }

    [Fact]
    public async Task SearchAsync_InASourceThatIsNot_SaysSo()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        var crawl = await archon.RunAsync("c1", site["/docs/"]);

        var nowhere = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3", SourceId = "nobody" }, Cancel);
        var nothing = await Search(archon).SearchAsync(new SearchRequest { Query = "qqqqqq", SourceId = crawl.SourceId }, Cancel);

        Assert.Equal("sourceId", nowhere.Field);
        Assert.Contains("'nobody'", nowhere.Message, StringComparison.Ordinal);
        Assert.Null(nothing.Field);
        Assert.Equal($"Nothing matches with the source '{crawl.SourceId}'. Without it nothing matches either.", nothing.Note);
    }

    [Fact]
    public async Task SearchAsync_WithAFilterThatLeavesNothing_SaysWhatItLeavesOut()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var french = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3", Language = "fr" }, Cancel);
        var elsewhere = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3", Path = "/nowhere/", Tag = "none" }, Cancel);
        var plain = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3" }, Cancel);

        Assert.Empty(french.Results);
        Assert.StartsWith("Nothing matches with the language 'fr'. A language leaves out pages that state none. Without it there are matches: in ", french.Note, StringComparison.Ordinal);
        Assert.Equal("Nothing matches with the path '/nowhere/', the tag 'none'. Without them something matches.", elsewhere.Note);
        Assert.Null(plain.Note);
    }

    [Fact]
    public async Task SearchAsync_FindsWhatACrawlHasStored()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3", Kind = "Pages" }, Cancel);

        Assert.Null(answer.Field);
        Assert.Contains(answer.Results, result => result.Url == site["/docs/p3"]);
    }

    [Theory]
    [InlineData("boohandb", "chunks", false)]
    [InlineData("boohandb", "pages", false)]
    [InlineData("boohandb", "code", false)]
    [InlineData("handbok", "chunks", true)]
    [InlineData("hnadbooks", "pages", true)]
    [InlineData("boohandb handbok", "pages", true)]
    public async Task SearchAsync_OfWordsThatAreNowhere_FindsWhatIsNearlyLikeThem(string query, string kind, bool isFound)
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = "<html><head><title>Handbook</title></head><body><main><h1>Handbook</h1><p>The handbook.</p></main></body></html>" });
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = query, Kind = kind }, Cancel);

        Assert.Equal(isFound, answer.Results.Length > 0);
    }

    [Theory]
    [InlineData("chunks")]
    [InlineData("pages")]
    public async Task SearchAsync_OfAWordThatOnePageHas_FindsThatPageFirst(string kind)
    {
        await using var site = await DocSite.StarAsync(12);
        site.Put("/docs/p7", new SiteAnswer { Body = "<html><head><title>Seven</title></head><body><main><h1>Seven</h1><p>Of warwickshire, once, in a long text about how much else there is to say of it.</p></main></body></html>" });
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = "warwickshire", Kind = kind }, Cancel);

        Assert.Equal(site["/docs/p7"], Assert.Single(answer.Results).Url);
    }

    [Fact]
    public async Task SearchAsync_WhileTheModelChanges_FindsByTheVectorsThatChunksHave()
    {
        await using var site = await DocSite.StarAsync(5);
        var embedder = new ScriptedEmbedder((_, _) => Task.CompletedTask);
        var former = new OneFormerEmbedder();
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder, Services = services => services.AddSingleton<IFormerEmbedders>(former) });
        var record = await archon.RunAsync("c1", site["/docs/"]);
        var chunks = await archon.Store.Inner.ReadBacklogAsync(record.SourceId, former.Model, 0, 100, Cancel);
        var vectors = await former.Find(former.Model)!.EmbedAsync([.. chunks.Select(chunk => chunk.Text)], Cancel);
        await archon.Store.Inner.StoreVectorsAsync(former.Model, [.. chunks.Select((chunk, i) => new ChunkVector(chunk.ChunkId, vectors[i]))], Cancel);
        var request = new SearchRequest { Query = chunks[0].Text, Limit = 5, Explain = true };

        var during = await Search(archon).SearchAsync(request, Cancel);
        former.IsThere = false;
        var without = await Search(archon).SearchAsync(request, Cancel);

        Assert.Contains(during.Results, result => result.VectorRank is not null);
        Assert.NotEmpty(without.Results);
        Assert.All(without.Results, result => Assert.Null(result.VectorRank));
        await new WaitingChunks(archon.Store, new KeptVectors(archon.Store, embedder, former), archon.Grains, NullLogger<WaitingChunks>.Instance).DrainAsync(Cancel);
        var after = await Search(archon).SearchAsync(request, Cancel);
        Assert.Contains(after.Results, result => result.VectorRank is not null);
        var source = await archon.Grains.GetGrain<ILibraryGrain>(0).FindSourceAsync(record.SourceId, Cancel);
        Assert.Equal(source!.Chunks, source.ChunksEmbedded);
    }

    [Theory]
    [InlineData("best")]
    [InlineData("")]
    [InlineData(null)]
    public async Task SearchAsync_WithAWrongRanking_NamesIt(string? ranking)
    {
        await using var archon = await ArchonCluster.StartAsync();

        Assert.Equal("ranking", (await Search(archon).SearchAsync(new SearchRequest { Query = "install", Ranking = ranking! }, Cancel)).Field);
    }

    [Fact]
    public async Task SearchAsync_ByWordsOrVectorAlone_HasTheRanksOfOne()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var words = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3", Ranking = "words", Explain = true }, Cancel);
        var vector = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3", Ranking = "Vector", Explain = true }, Cancel);

        Assert.NotEmpty(words.Results);
        Assert.All(words.Results, result => Assert.True(result is { WordsRank: not null, VectorRank: null, PassageScore: > 0 }));
        Assert.NotEmpty(vector.Results);
        Assert.All(vector.Results, result => Assert.True(result is { WordsRank: null, VectorRank: not null }));
    }

    [Theory]
    [InlineData("->>")]
    [InlineData(" @> || := ")]
    public async Task SearchAsync_OfSignsAlone_SaysThatTheyAreNotSearched(string query)
    {
        await using var archon = await ArchonCluster.StartAsync();

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = query }, Cancel);

        Assert.Empty(answer.Results);
        Assert.Contains("signs only", answer.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchAsync_OfPages_ShowsThePlaceWithWhatStandsAroundIt()
    {
        await using var site = await DocSite.StartAsync();
        var sections = string.Concat(Enumerable.Range(0, 4).Select(n => $"<h2>Part {n}</h2><p>{string.Join(' ', Enumerable.Range(0, 150).Select(word => $"word{n}x{word}"))} {(n == 2 ? "warwickshire" : "other")}.</p>"));
        site.Put("/docs/", new SiteAnswer { Body = $"<html><head><title>Counties</title></head><body><main><h1>Counties</h1>{sections}</main></body></html>" });
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var passage = Assert.Single((await Search(archon).SearchAsync(new SearchRequest { Query = "\"warwickshire\"" }, Cancel)).Results);
        var page = Assert.Single((await Search(archon).SearchAsync(new SearchRequest { Query = "\"warwickshire\"", Kind = "pages" }, Cancel)).Results);

        Assert.Contains(passage.Content, page.Content, StringComparison.Ordinal);
        Assert.Contains("word3x149", page.Content, StringComparison.Ordinal);
        Assert.True(page.Content.Length > passage.Content.Length);
    }

    private static ISearchGrain Search(ArchonCluster archon) => archon.Grains.GetGrain<ISearchGrain>(0);

    private sealed class OneFormerEmbedder : IFormerEmbedders
    {
        private readonly LexicalEmbedder _embedder = new();

        public bool IsThere { get; set; } = true;

        public string Model => _embedder.Model;

        public IEmbedder? Find(string model) => IsThere && model == Model ? _embedder : null;

        public bool MayReplace(string model) => true;
    }
}
