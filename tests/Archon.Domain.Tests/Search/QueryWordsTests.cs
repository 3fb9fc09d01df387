using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class QueryWordsTests
{
    [Theory]
    [InlineData("create index", "", "create index")]
    [InlineData("\"create index\"", "create index", "")]
    [InlineData("fast \"create index\" on \"a table\".", "create index|a table", "fast on")]
    [InlineData("“create index” fast", "create index", "fast")]
    [InlineData("say \"create index", "", "say create index")]
    [InlineData("\"one\" two\" \"three four\"", "one|three four", "two")]
    [InlineData("5\" disk \"hot swap\"", "hot swap", "5 disk")]
    [InlineData("printf(\"hello world\")", "", "printf hello world")]
    [InlineData("\"\" \"?!\" word", "", "word")]
    public void From_TakesWhatStandsBetweenMarksForAPhrase(string text, string phrases, string loose)
    {
        var words = QueryWords.From(text);

        Assert.Equal(phrases, string.Join('|', words.Phrases.Select(phrase => string.Join(' ', phrase))));
        Assert.Equal(loose, string.Join(' ', words.Loose));
    }

    [Theory]
    [InlineData("vacu*", "vacu")]
    [InlineData("Vacu* table", "vacu")]
    [InlineData("vacu*, table", "vacu")]
    [InlineData("va*", "")]
    [InlineData("char *name", "")]
    [InlineData("table**index", "")]
    [InlineData("table*index", "")]
    [InlineData("\"vacu*\"", "")]
    public void From_TakesAWordWithAStarForABeginning(string text, string beginnings) =>
        Assert.Equal(beginnings, string.Join(' ', QueryWords.From(text).Beginnings));

    [Fact]
    public void From_OfEndlessMarks_IsBounded()
    {
        var words = QueryWords.From(string.Concat(Enumerable.Range(0, 30_000).Select(n => $"\"w{n} x\" ")));

        Assert.Equal(8, words.Phrases.Length);
        Assert.True(words.Words.Length <= 64);
        Assert.Empty(QueryWords.From(string.Join(' ', Enumerable.Repeat("“", 50_000))).Words);
    }

    [Fact]
    public void Telling_LeavesStopWordsOutUnlessThereIsNothingElse()
    {
        Assert.Equal(["index"], QueryWords.From("how do I index").Telling);
        Assert.Equal(["how", "do"], QueryWords.From("how do").Telling);
        Assert.Empty(QueryWords.From("how do \"it\"").Telling);
    }
}
