using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class QueryTitleTests
{
    [Theory]
    [InlineData("max connections", "**`max_connections` (`integer`)**", "GUC-MAX-CONNECTIONS")]
    [InlineData("path join", "**`os.path.join(path, *paths)`**", "os.path.join")]
    [InlineData("no verify", "**`-n`, `--no-verify`**", "git-commit-no-verify")]
    [InlineData("pop front", "#### `pub fn pop_front(&mut self)`", "method.pop_front")]
    [InlineData("max_connections", "**`max_connections` (`integer`)**", "GUC-MAX-CONNECTIONS")]
    [InlineData("map", "**`map`**", "to3fixer-map")]
    [InlineData("executor submit", "**`submit(fn, /, *args)`**", "concurrent.futures.Executor.submit")]
    [InlineData("list", "**`class list([iterable])`**", "func-list")]
    [InlineData("PYTHONPATH", "**`PYTHONPATH`**", "envvar-PYTHONPATH")]
    public void WordsInOne_AreWhatIsDefinedWithAnAnchorOfItsOwn(string query, string line, string anchor) =>
        Assert.Equal(new TitledSection(anchor, TitleLikeness.Definition), Find(query, $"{line}\n\nText.", anchor));

    [Theory]
    [InlineData("key error", "**`exception KeyError`**", "KeyError")]
    [InlineData("list sort", "**`sort(*, key=None)`**", "list.sort")]
    [InlineData("map", "**`map(function, iterable)`**", "map")]
    [InlineData("print", "**`print(*objects, sep=' ')`**", "print")]
    [InlineData("print()", "**`print(*objects, sep=' ')`**", "print")]
    [InlineData("__import__", "**`__import__(name)`**", "import__")]
    public void WhatIsDefinedWithAnAnchorThatIsTheNameAlone_IsMore(string query, string line, string anchor) =>
        Assert.Equal(new TitledSection(anchor, TitleLikeness.Name), Find(query, $"{line}\n\nText.", anchor));

    [Theory]
    [InlineData("threading", "# `threading` — Thread-based parallelism", TitleLikeness.Page)]
    [InlineData("git var", "# git-var(1) Manual Page", TitleLikeness.Page)]
    [InlineData("logical replication", "# Chapter 31. Logical Replication", TitleLikeness.Page)]
    [InlineData("read file", "# fsPromises.readFile(path)", TitleLikeness.Definition)]
    public void WordsInOne_AreWhatAPageIsCalled(string query, string line, TitleLikeness expected) =>
        Assert.Equal(new TitledSection("a", expected), Find(query, $"{line}\n\nText.", "a"));

    [Fact]
    public void TheFirstHeadingOfAPage_IsWhatItIsCalled_WhateverItsLevel()
    {
        Assert.Equal(new TitledSection("a", TitleLikeness.Page), Find("analyze", "## ANALYZE\n\nText.", "a", headings: "ANALYZE"));
        Assert.Equal(new TitledSection("a", TitleLikeness.NearHeading), Find("analyze", "## ANALYZE\n\nText.", "a", headings: "Using EXPLAIN › ANALYZE"));
    }

    [Theory]
    [InlineData("max connections", "**`superuser_max_connections`**", "GUC-OTHER")]
    [InlineData("max connections", "**`max_connections`**", "settings")]
    [InlineData("connections", "**`max_connections`**", "GUC-MAX-CONNECTIONS")]
    [InlineData("transaction id wraparound", "**`transaction_id`**", "transaction-id")]
    [InlineData("open", "**`gzip.open(filename)`**", "gzip.open")]
    [InlineData("open", "**`open(url)`**", "webbrowser.open")]
    [InlineData("open", "A file that was opened.", "open")]
    [InlineData("bar", "**`--foo-bar`**", "foo-bar")]
    [InlineData("pg_dump", "## 14.4.9. Some Notes about pg_dump", "POPULATE-PG-DUMP")]
    [InlineData("set.add", "**`SET_ADD(i)`**", "opcode-SET_ADD")]
    [InlineData("executor submit", "**`shutdown(wait=True)`**", "concurrent.futures.Executor.submit")]
    [InlineData("executor submit", "**`resubmit(fn)`**", "concurrent.futures.Executor.submit")]
    [InlineData("environments", "## Creating environments", "creating-environments")]
    [InlineData("virtual environment", "**virtual environment**", "term-virtual-environment")]
    [InlineData("one two three four five six", "**`one_two_three_four_five_six`**", "one_two_three_four_five_six")]
    [InlineData("", "**`print()`**", "print")]
    public void WhatHasMoreOrIsElsewhere_IsNoDefinition(string query, string line, string anchor) => Assert.Null(Find(query, $"{line}\n\nText.", anchor));

    [Fact]
    public void AMistypedWord_IsTakenForTheNearest() => Assert.Equal(
        TitleLikeness.Definition,
        QueryTitle.From("max conections", [new MeantWord("conections", ["connections"])]).FindIn("", "**`max_connections`**", "GUC-MAX-CONNECTIONS")?.Likeness);

    [Fact]
    public void OfSeveralTerms_TheOneThatIsCalledSo_IsFound() =>
        Assert.Equal("pow.print", Find("pow print", "**`pow()`**\n\nText.\n\n**`pow.print()`**\n\nText.", "pow\n19 pow.print")?.Fragment);

    [Theory]
    [InlineData("future functions", "## Future Functions", TitleLikeness.Heading)]
    [InlineData("The Future functions", "## Future Functions", TitleLikeness.Heading)]
    [InlineData("connection settings", "### 20.3.1. Connection Settings", TitleLikeness.Heading)]
    [InlineData("pg_buffercache view", "### F.27.1. The `pg_buffercache` View", TitleLikeness.Heading)]
    [InlineData("range function", "## 4.3. The [`range()`](http://127.0.0.1/library/stdtypes.html#range) Function", TitleLikeness.Heading)]
    [InlineData("Python 3", "## Python 3", TitleLikeness.Heading)]
    [InlineData("virtual environment", "## Virtual environments", TitleLikeness.NearHeading)]
    [InlineData("threading", "### threading", TitleLikeness.NearHeading)]
    public void WordsOfAHeading_AreIts(string query, string heading, TitleLikeness expected) =>
        Assert.Equal(new TitledSection("a", expected), Find(query, $"{heading}\n\nText.", "a"));

    [Theory]
    [InlineData("future functions", "## Future Functions and Others")]
    [InlineData("future functions", "## Future")]
    [InlineData("future functions", "Future functions")]
    [InlineData("how", "## And")]
    [InlineData("", "## Future")]
    public void MoreWordsOrFewer_AreAnotherHeading(string query, string heading) => Assert.Null(Find(query, $"{heading}\n\nText.", "a"));

    [Fact]
    public void AHeadingRightAboveATerm_LeadsToItself() =>
        Assert.Equal("startup-hooks", Find("startup hooks", "## Startup hooks\n\n**`set_startup_hook()`**\n\nText.", "set_startup_hook\n0 startup-hooks\n18 set_startup_hook")?.Fragment);

    [Fact]
    public void AHeadingAboveWhatIsDefinedUnderItsName_LeadsToBoth() => Assert.Equal(
        new TitledSection("priority-queue", TitleLikeness.Definition),
        Find("priority queue", "## Priority Queue\n\n**`class queue.PriorityQueue`**\n\nText.", "priority-queue\n19 queue.PriorityQueue"));

    private static TitledSection? Find(string query, string content, string fragments, string headings = "Above › It") => QueryTitle.From(query, []).FindIn(headings, content, fragments);
}
