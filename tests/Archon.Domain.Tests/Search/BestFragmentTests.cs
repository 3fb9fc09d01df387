using Archon.Domain.Anchors;
using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class BestFragmentTests
{
    private const string Methods =
        "**`str.rjust(width)`**\n\nReturn the string right justified. See str.split for parts of a string.\n\n"
        + "**`str.rsplit(sep)`**\n\nReturn a list of the words, as str.split does, from the right.\n\n"
        + "**`str.split(sep)`**\n\nReturn a list of the words.\n";

    private static readonly string Fragments = PassageFragments.Write(
        "str.rjust",
        [new(Methods.IndexOf("**`str.rsplit", StringComparison.Ordinal), "str.rsplit"), new(Methods.IndexOf("**`str.split", StringComparison.Ordinal), "str.split")]);

    [Theory]
    [InlineData("right justified", "str.rjust")]
    [InlineData("rsplit", "str.rsplit")]
    [InlineData("str.split", "str.split")]
    [InlineData("words from the right", "str.rsplit")]
    [InlineData("nothing of it", "str.rjust")]
    public void BestFragment_LeadsToWhereMostOfTheWordsStand(string query, string fragment) => Assert.Equal(fragment, Of(query).BestFragment(Methods, Fragments));

    [Fact]
    public void BestFragment_OfEquals_IsTheFirst() => Assert.Equal("a", Of("alpha").BestFragment("alpha\n\nalpha\n\nalpha", "a\n7 b\n14 c"));

    [Fact]
    public void BestFragment_IsOfASectionThatIsCalledSo() =>
        Assert.Equal("re.error.colno", Of("re.error.colno").BestFragment("**`re.error`**\n\nAn error of re.\n\n**`lineno`**\n\nThe line.\n\n**`colno`**\n\nThe column.", "re.error\n34 re.error.lineno\n60 re.error.colno"));

    [Fact]
    public void BestFragment_IsOfTheMethod_AndNotOfItsExamplesThatUseIt() =>
        Assert.Equal("method.pop", Of("deque pop").BestFragment("#### `pub fn pop()`\n\nRemoves.\n\n##### Examples\n\nlet deque = Deque::new(); deque.pop(); deque.pop();", "method.pop\n31 examples-3"));

    [Fact]
    public void BestFragment_OfTextWithoutSpaces_IsFoundByItsParts() =>
        Assert.Equal("b", Of("設定ファイル").BestFragment("## 概要\n\n使い方を説明します。\n\n## 設定\n\n設定ファイルを読みます。", "a\n18 b"));

    [Fact]
    public void BestFragment_OfAPassageOfOneSection_IsIts() => Assert.Equal("a", Of("alpha").BestFragment("alpha", "a"));

    private static FoundWords Of(string query) => new(QueryWords.From(query), [], isCode: false);
}
