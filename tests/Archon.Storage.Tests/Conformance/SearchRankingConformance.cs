using Archon.Domain.Search;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What stands before what.</summary>
public abstract class SearchRankingConformance : SearchConformance
{
    [Fact]
    public async Task Title_WeighsMoreThanText()
    {
        await StoreAsync("a", Documents.Of("Other", "a few words about clustering and more of it"), "one");
        await StoreAsync("b", Documents.Of("Clustering", "a few words about something else and more of it"), "two");

        Assert.Equal("Clustering", (await SearchAsync("clustering"))[0].Title);
    }

    [Fact]
    public async Task RareWord_CountsMoreThanFrequentOnes()
    {
        string[] frequent = [.. Enumerable.Range(0, 12).Select(n => $"Vacuum a table, then vacuum the table again {n}: table, vacuum.")];
        var words = string.Join(' ', Enumerable.Range(0, 60).Select(n => $"word{n}"));
        await StoreAsync("c", Documents.Of("Guide", [.. frequent, $"{words} walrus {words}."]));

        Assert.Contains("walrus", (await SearchAsync("vacuum table walrus"))[0].Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("walrus", "walrus")]
    [InlineData("all", "all")]
    [InlineData("max connections", "max_connections")]
    public async Task WhatIsCalledSo_IsFound_HoweverManySayIt(string query, string name)
    {
        await StoreAsync("c", Documents.Naming(name));

        var hits = await SearchAsync(query);

        Assert.Equal(10, hits.Length);
        Assert.Contains(hits, hit => hit.Content == Documents.Named(name));
        Assert.All(hits, hit => Assert.NotNull(hit.WordsPlace));
        Assert.DoesNotContain(await Store.SearchAsync(new SearchQuery { Text = query, Path = "/elsewhere/" }, Cancel), hit => hit.Content == Documents.Named(name));
    }

    [Fact]
    public async Task WhatIsTypedWithSignsBetween_IsFound_HoweverManyHaveItsWords()
    {
        string[] others = [.. Enumerable.Range(0, 60).Select(n => $"The head {n} has 1 head, and 1 is a head of 1.")];
        await StoreAsync("c", Documents.Of("Guide", [.. others, $"{string.Join(' ', Enumerable.Range(0, 60).Select(n => $"word{n}"))} and git reset HEAD~1 goes back."]));

        Assert.Contains(await SearchAsync("HEAD~1"), hit => hit.Content.Contains("HEAD~1", StringComparison.Ordinal));
        Assert.DoesNotContain(await SearchAsync("HEAD 1"), hit => hit.Content.Contains("HEAD~1", StringComparison.Ordinal));
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
    public async Task ByVectorAlone_WordsDoNotCount()
    {
        await StoreVectorsAsync("m", Documents.Axis(0, 1, 0.2f), Documents.Axis(1), Documents.Axis(0));

        var hits = await Store.SearchAsync(new SearchQuery { Text = "0", ByWords = false, Model = "m", Vector = Documents.Axis(0) }, Cancel);

        Assert.Equal(["chunk 2", "chunk 0"], hits.Select(hit => hit.Content));
        Assert.All(hits, hit => Assert.Null(hit.WordsPlace));
    }
}
