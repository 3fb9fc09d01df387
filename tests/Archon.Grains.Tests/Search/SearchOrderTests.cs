using Archon.GrainInterfaces.Search;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Search;

/// <summary>In which order a search answers.</summary>
public sealed class SearchOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_ByWordsAlone_IsInTheOrderOfTheWords_WhateverAPageSaysInAll()
    {
        await using var site = await ShortBesideLongAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = "rotate lanterns", Ranking = "words", Explain = true, Limit = 8 }, Cancel);

        Assert.Equal(Enumerable.Range(1, 8), answer.Results.Select(result => result.WordsRank!.Value));
    }

    [Fact]
    public async Task SearchAsync_OfARareWordOnAShortPage_PutsItBeforeALongOneOfTheOtherWords()
    {
        await using var site = await ShortBesideLongAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var first = (await Search(archon).SearchAsync(new SearchRequest { Query = "frobnicator lanterns", Explain = true }, Cancel)).Results[0];

        Assert.Equal((site["/docs/note"], 1, 1), (first.Url, first.WordsRank, first.VectorRank));
    }

    [Theory]
    [InlineData("shared_helper_function")]
    [InlineData("what does shared_helper_function do")]
    public async Task SearchAsync_OfAnIdentifier_PutsWhatHasItBeforePagesThatSayItsWordsOften(string query)
    {
        await using var site = await DocSite.StartAsync();
        var sections = string.Concat(Enumerable.Range(0, 12).Select(n => $"<h2>The shared helper function, part {n}</h2><p>{string.Join(' ', Enumerable.Repeat($"A shared helper is what a function {n} does.", 40))}</p>"));
        site.Put("/docs/", new SiteAnswer { Body = $"<html><head><title>Shared helper function</title></head><body><main><h1>Helpers</h1>{sections}<p><a href='one'>One</a></p></main></body></html>" });
        site.Put("/docs/one", new SiteAnswer { Body = $"<html><head><title>Reference</title></head><body><main><h1>Reference</h1><p>{string.Join(' ', Enumerable.Range(0, 150).Select(n => $"word{n}"))}: call <code>shared_helper_function</code> once.</p></main></body></html>" });
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = query }, Cancel);

        Assert.Equal(site["/docs/one"], answer.Results[0].Url);
    }

    [Fact]
    public async Task SearchAsync_WithAReranker_HasItsOrderForTheBest()
    {
        await using var site = await DocSite.StarAsync(8);
        var reranker = new ScriptedReranker(3, text => text.Length);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Reranker = reranker });
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook", Limit = 5 }, Cancel);

        Assert.Null(answer.Note);
        Assert.Equal(3, reranker.Texts.Count);
        Assert.Equal(reranker.Texts.Select(text => (double)text.Length).OrderDescending(), answer.Results.Take(3).Select(result => result.Relevance!.Value));
        Assert.All(answer.Results.Skip(3), result => Assert.Null(result.Relevance));
        Assert.Equal(5, answer.Results.Length);
    }

    [Fact]
    public async Task SearchAsync_WithARerankerThatIsAway_AnswersInTheOrderFoundAndSaysSo()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Reranker = new ScriptedReranker(10, score: null) });
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await Search(archon).SearchAsync(new SearchRequest { Query = "handbook p3" }, Cancel);

        Assert.Equal("The re-ranker gave no order: http://r.example/rerank answers 500. The results are in the order they were found.", answer.Note);
        Assert.NotEmpty(answer.Results);
    }

    private static ISearchGrain Search(ArchonCluster archon) => archon.Grains.GetGrain<ISearchGrain>(0);

    private static async Task<DocSite> ShortBesideLongAsync()
    {
        var site = await DocSite.StartAsync();
        var sections = string.Concat(Enumerable.Range(0, 12).Select(n => $"<h2>Lanterns, part {n}</h2><p>{string.Join(' ', Enumerable.Repeat($"Whoever has lanterns may rotate lanterns {n} times.", 40))}</p>"));
        site.Put("/docs/", new SiteAnswer { Body = $"<html><head><title>Lanterns</title></head><body><main><h1>All lanterns</h1>{sections}<p><a href='note'>Note</a></p></main></body></html>" });
        site.Put("/docs/note", new SiteAnswer { Body = "<html><head><title>Note</title></head><body><main><h1>Note</h1><p>The frobnicator of the lanterns stands in the hall.</p></main></body></html>" });
        return site;
    }
}
