using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class FoundWordsPartTests
{
    private const string Methods =
        "**`str.rjust(width)`**\n\nReturn the string right justified. See str.split for parts of a string.\n\n"
        + "**`str.rsplit(sep)`**\n\nReturn a list of the words, as str.split does, from the right.\n\n"
        + "**`str.split(sep)`**\n\nReturn a list of the words.\n";

    private static readonly int[] Starts = [Methods.IndexOf("**`str.rsplit", StringComparison.Ordinal), Methods.IndexOf("**`str.split", StringComparison.Ordinal)];

    [Theory]
    [InlineData("right justified", 0)]
    [InlineData("rsplit", 1)]
    [InlineData("str.split", 2)]
    [InlineData("words from the right", 1)]
    [InlineData("nothing of it", 0)]
    public void BestPart_HasMostOfTheWords(string query, int part) => Assert.Equal(part, Of(query).BestPart(Methods, Starts));

    [Fact]
    public void BestPart_OfEquals_IsTheFirst() => Assert.Equal(0, Of("alpha").BestPart("alpha\n\nalpha\n\nalpha", [7, 14]));

    [Fact]
    public void BestPart_OfTextWithoutSpaces_IsFoundByItsParts() => Assert.Equal(1, Of("設定ファイル").BestPart("## 概要\n\n使い方を説明します。\n\n## 設定\n\n設定ファイルを読みます。", [18]));

    private static FoundWords Of(string query) => new(QueryWords.From(query), [], isCode: false);
}
