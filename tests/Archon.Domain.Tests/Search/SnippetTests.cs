using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

/// <summary>In these texts « and » stand for the marks of a found word.</summary>
public sealed class SnippetTests
{
    [Theory]
    [InlineData("Set **«max»\\_connections** to `200`.", "Set «max»_connections to 200.")]
    [InlineData("**«max»** and *«min»* and __«all»__", "«max» and «min» and «all»")]
    [InlineData("See [«max» connections](https://e.org/«max».html \"t\") ![chart](c.png)", "See «max» connections chart")]
    [InlineData("## «Limits»\n\n> - one\n\n- two\n* three\n1. four", "«Limits»\n• one\n• two\n• three\n1. four")]
    [InlineData("| Name | Means |\n| --- | :-: |\n| «max» | most \\| all |", "Name · Means\n«max» · most | all")]
    [InlineData("| Name | Means |\n| --- | --- |\n| «max»<br>min | most<br/>all |", "Name · Means\n«max» min · most all")]
    [InlineData("Run:\n\n```sql\nSELECT  «max»(**x**)\n    FROM [t](u);\n```\n\nDone.", "Run:\nSELECT  «max»(**x**)\n    FROM [t](u);\nDone.")]
    [InlineData("2 * 3 and snake_case stay &lt;T&gt;", "2 * 3 and snake_case stay <T>")]
    [InlineData("**CREATE INDEX, [«CREATE» INDEX](https://e.org/i.html)**", "CREATE INDEX, «CREATE» INDEX")]
    [InlineData("**[«CREATE» INDEX](https://e.org/i.html)** makes one.", "«CREATE» INDEX makes one.")]
    [InlineData("*[«CREATE» INDEX](https://e.org/i.html)* and *`x`*, ![a *(b)*](c.png) *[d](e)*", "«CREATE» INDEX and x, a (b) d")]
    [InlineData("See (*`«x»`*), **`y`**.", "See («x»), y.")]
    [InlineData("cut «off»)**", "cut «off»)")]
    [InlineData("**(«cut», off", "(«cut», off")]
    [InlineData("was «cut» off.** The rest", "was «cut» off. The rest")]
    [InlineData("**«Note»:** one\\\ntwo", "«Note»: one\ntwo")]
    [InlineData("«SELECT» *, count(*), 2 ** 3 and f(**, ***) *", "«SELECT» *, count(*), 2 ** 3 and f(**, ***) *")]
    [InlineData("SELECT *, a «from» (b.*) *", "SELECT *, a «from» (b.*) *")]
    [InlineData("«found» &#2;not&#3; &#x2;this&#x03; &amp; that", "«found» not this & that")]
    [InlineData("", "")]
    public void Of_Markdown_IsTextToRead(string markdown, string expected) => Assert.Equal(expected, Of(markdown));

    [Fact]
    public void Of_ALongPassage_ShowsWhereMostDifferentWordsAre()
    {
        var markdown = $"{Words(80)} «one» «one» «one» {Words(120)} «one» and «two» {Words(80)}";

        var snippet = Of(markdown);

        Assert.Contains("«one» and «two»", snippet, StringComparison.Ordinal);
        Assert.StartsWith("…", snippet, StringComparison.Ordinal);
        Assert.EndsWith(" …", snippet, StringComparison.Ordinal);
        Assert.True(snippet.Length <= Snippet.MaxLength + 3);
    }

    [Fact]
    public void Of_ALongPassageWithoutFoundWords_IsItsBeginning() =>
        Assert.StartsWith("word word", Of(Words(500)), StringComparison.Ordinal);

    [Fact]
    public void Of_WhateverComes_KeepsMarksInPairs()
    {
        for (var shift = 0; shift < 40; shift++)
        {
            var snippet = Of($"{new string('x', shift)} {string.Join(' ', Enumerable.Repeat("«abcdef»", 100))}");

            Assert.Equal(snippet.Count(c => c == '«'), snippet.Count(c => c == '»'));
        }
    }

    [Theory]
    [InlineData("« never closed")]
    [InlineData("» « »")]
    [InlineData("```\nnever closed")]
    [InlineData("|")]
    [InlineData("[a](b «c» **")]
    public void Of_BrokenText_IsShownAllTheSame(string text) => Assert.NotEmpty(Of($"{text} words"));

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));

    private static string Of(string text) =>
        Snippet.Of(text.Replace('«', Snippet.FoundBegins).Replace('»', Snippet.FoundEnds)).Replace(Snippet.FoundBegins, '«').Replace(Snippet.FoundEnds, '»');
}
