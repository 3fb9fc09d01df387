using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

/// <summary>That the stems are PostgreSQL's is held with a server, in <c>Archon.Storage.Tests</c>.</summary>
public sealed class EnglishStemTests
{
    [Theory]
    [InlineData("connect", "connect")]
    [InlineData("connections", "connect")]
    [InlineData("connected", "connect")]
    [InlineData("queries", "queri")]
    [InlineData("query", "queri")]
    [InlineData("configuration", "configur")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("generously", "generous")]
    [InlineData("dying", "die")]
    [InlineData("is", "is")]
    [InlineData("base64s", "base64s")]
    public void Of_IsWhatFormsHaveInCommon(string word, string stem) => Assert.Equal(stem, EnglishStem.Of(word));

    [Theory]
    [InlineData("db.createIndex<T>()", "db|createIndex|T")]
    [InlineData("a_b 12e5, naïve😀x", "a|b|12e5|naïve|x")]
    [InlineData("", "")]
    [InlineData("e\u0301t\ud800e", "e\u0301t|e")]
    public void Words_AreLettersDigitsAndTheirMarks(string text, string words) =>
        Assert.Equal(words, string.Join('|', TextWords.Of(text).Select(word => text.Substring(word.Start, word.Length))));

    [Fact]
    public void QueryWords_AreDistinctBoundedAndTelling()
    {
        var query = QueryWords.From("How do I open an open FILE " + new string('x', 100));

        Assert.Equal(["How", "do", "I", "open", "an", "FILE", new string('x', 64)], query.Words);
        Assert.Equal(["open", "FILE", new string('x', 64)], query.Telling);
        Assert.Equal(["how", "do"], QueryWords.From("how do").Telling);
        Assert.Equal(64, QueryWords.From(string.Join(' ', Enumerable.Range(0, 100))).Words.Length);
    }
}
