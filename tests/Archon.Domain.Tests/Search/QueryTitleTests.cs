using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class QueryTitleTests
{
    [Theory]
    [InlineData("max connections", "**`max_connections` (`integer`)**", "GUC-MAX-CONNECTIONS")]
    [InlineData("key error", "**`exception KeyError`**", "KeyError")]
    [InlineData("path join", "**`os.path.join(path, *paths)`**", "os.path.join")]
    [InlineData("no verify", "**`-n`, `--no-verify`**", "git-commit-no-verify")]
    [InlineData("pop front", "#### `pub fn pop_front(&mut self)`", "method.pop_front")]
    [InlineData("max_connections", "**`max_connections` (`integer`)**", "GUC-MAX-CONNECTIONS")]
    [InlineData("print", "**`print(*objects, sep=' ')`**", "print")]
    [InlineData("print()", "**`print(*objects, sep=' ')`**", "print")]
    [InlineData("list", "**`class list([iterable])`**", "func-list")]
    [InlineData("PYTHONPATH", "**`PYTHONPATH`**", "envvar-PYTHONPATH")]
    public void WordsInOne_AreWhatIsDefinedWithAnAnchorOfItsOwn(string query, string line, string anchor) =>
        Assert.Equal(new TitledSection(anchor, TitleLikeness.Definition), Find(query, $"{line}\n\nText.", anchor));

    [Theory]
    [InlineData("max connections", "**`superuser_max_connections`**", "GUC-OTHER")]
    [InlineData("max connections", "**`max_connections`**", "settings")]
    [InlineData("connections", "**`max_connections`**", "GUC-MAX-CONNECTIONS")]
    [InlineData("transaction id wraparound", "**`transaction_id`**", "transaction-id")]
    [InlineData("open", "**`gzip.open(filename)`**", "gzip.open")]
    [InlineData("open", "**`open(url)`**", "webbrowser.open")]
    [InlineData("open", "A file that was opened.", "open")]
    [InlineData("bar", "**`--foo-bar`**", "foo-bar")]
    [InlineData("environments", "## Creating environments", "creating-environments")]
    [InlineData("virtual environment", "**virtual environment**", "term-virtual-environment")]
    [InlineData("one two three four five six", "**`one_two_three_four_five_six`**", "one_two_three_four_five_six")]
    [InlineData("", "**`print()`**", "print")]
    public void WhatHasMoreOrIsElsewhere_IsNoDefinition(string query, string line, string anchor) => Assert.Null(Find(query, $"{line}\n\nText.", anchor));

    [Fact]
    public void AMistypedWord_IsTakenForTheNearest() => Assert.Equal(
        TitleLikeness.Definition,
        QueryTitle.From("max conections", [new MeantWord("conections", ["connections"])]).FindIn("**`max_connections`**", "GUC-MAX-CONNECTIONS")?.Likeness);

    [Fact]
    public void OfSeveralTerms_TheOneThatIsCalledSo_IsFound() =>
        Assert.Equal("pow.print", Find("pow print", "**`pow()`**\n\nText.\n\n**`pow.print()`**\n\nText.", "pow\n19 pow.print")?.Fragment);

    private static TitledSection? Find(string query, string content, string fragments) => QueryTitle.From(query, []).FindIn(content, fragments);
}
