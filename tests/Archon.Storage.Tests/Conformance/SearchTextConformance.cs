using Archon.Domain.Search;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>How the text of a query is read.</summary>
public abstract class SearchTextConformance : SearchConformance
{
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
    [InlineData("veiw", SearchKind.Chunks, "The pg_stat_activity view.", "veiw → view")]
    [InlineData("vcauum", SearchKind.Chunks, "Vacuum reclaims room.", "vcauum → vacuum")]
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
    public async Task MistypedWord_WithTheStemOfAnother_FindsWhatItIsNearlyLike()
    {
        await StoreAsync("c", Documents.Of("Guide", "A field is called isint.", "What isinstance tells."));
        // Whoever looks for what nothing has makes the vocabulary know all words.
        _ = await SearchAsync("isinstanze");

        var hits = await SearchAsync("isintance");

        Assert.Contains("What isinstance tells.", hits.Select(hit => hit.Content));
        Assert.Equal("isintance → isinstance", MeantWord.Tell(hits[0].Meant));
        Assert.Empty(Assert.Single(await SearchAsync("fields")).Meant);
    }

    [Theory]
    [InlineData("curried", "Curry functions.")]
    [InlineData("linting", "How to lint.")]
    public async Task FormOfAWord_IsNoMistake(string text, string found)
    {
        await StoreAsync("c", Documents.Of("Guide", "Curry functions.", "How to lint.", "It is carried.", "Lifting."));
        _ = await SearchAsync("carryed");

        var hit = Assert.Single(await SearchAsync(text));

        Assert.Equal(found, hit.Content);
        Assert.Empty(hit.Meant);
    }

    [Fact]
    public async Task MistypedWord_ThatBeginsAnother_FindsWhatItIsNearlyLike()
    {
        await StoreAsync("c", Documents.Of("Guide", "A hash index.", "Hash inexact numbers."));
        _ = await SearchAsync("hash indez");

        Assert.Contains("A hash index.", (await SearchAsync("hash inex")).Select(hit => hit.Content));
    }

    [Fact]
    public async Task Call_IsFoundByItsName()
    {
        await StoreAsync("c", Documents.Of("Guide", [.. Enumerable.Range(0, 120).Select(n => $"Loop {n}: for i in range(10): range of 10"), "**`class range(stop)`**\n\nNumbers, and much more of what they are and are good for."]));

        Assert.Contains(await SearchAsync("range(10)"), hit => hit.Content.StartsWith("**`class range", StringComparison.Ordinal));
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
}
