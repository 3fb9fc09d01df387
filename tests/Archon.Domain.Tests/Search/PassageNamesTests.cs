using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class PassageNamesTests
{
    [Theory]
    [InlineData("map", "**`map(function, iterable)`**")]
    [InlineData("bool", "**`class bool(x=False)`**")]
    [InlineData("max connections", "**`max_connections` (`integer`)**")]
    [InlineData("max_connections", "**`max_connections` (`integer`)**")]
    [InlineData("os.path.join", "**`os.path.join(path, *paths)`**")]
    [InlineData("dry run", "**`-n`, `--dry-run`**")]
    [InlineData("depth", "**`--depth=<n>`**")]
    [InlineData("PyList_New", "**`PyObject *PyList_New(Py_ssize_t len)`**")]
    [InlineData("virtual environment", "**virtual environment**")]
    [InlineData("__import__", "**`__import__(name)`**")]
    public void ATermOfAPassage_IsAName(string query, string line)
    {
        Assert.Contains(Asked(query), Words("Above › It", $"Text.\n\n{line}\n\nText."));
        Assert.Contains(Asked(query), Words("Above › It", $"{line}: Text."));
    }

    [Theory]
    [InlineData("threading", "threading — Parallelism", "# `threading` — Parallelism")]
    [InlineData("analyze", "ANALYZE", "## ANALYZE")]
    [InlineData("git var", "git-var(1) Manual Page", "# git-var(1) Manual Page")]
    [InlineData("logical replication", "Chapter 31. Logical Replication", "# Chapter 31. Logical Replication")]
    public void TheFirstHeadingOfAPage_IsAName(string query, string headings, string line) => Assert.Contains(Asked(query), Words(headings, $"{line}\n\nText."));

    [Theory]
    [InlineData("max", "It", "**`max_connections`**")]
    [InlineData("environment", "It", "**virtual environment**")]
    [InlineData("analyze", "Using EXPLAIN › ANALYZE", "### ANALYZE")]
    [InlineData("map", "It", "**map, [Text](http://a.example/)**")]
    [InlineData("map", "It", "The **map** is bold")]
    [InlineData("map", "It", "- `map(function)`")]
    public void WhatIsSaidOnly_OrIsPartOfAName_IsNone(string query, string headings, string line) => Assert.DoesNotContain(Asked(query), Words(headings, $"{line}\n\nText."));

    [Theory]
    [InlineData("\"map\"")]
    [InlineData("map*")]
    [InlineData("one two three four five six")]
    [InlineData("x")]
    [InlineData("函数")]
    [InlineData("?")]
    public void WhatIsNoName_AsksForNone(string query) => Assert.Null(PassageNames.AskedBy(QueryWords.From(query)));

    [Fact]
    public void ACall_AsksForItsName() => Assert.Equal(Asked("range"), Asked("range(10)"));

    [Fact]
    public void ANameThatStandsTwice_IsOneWord() => Assert.Single(Words("It", "**`class bytes(source)`**\n\n**`class bytes(source, encoding)`**"), word => word == Asked("bytes"));

    private static string[] Words(string headings, string content) => PassageNames.Of(headings, content).Split(' ');

    private static string Asked(string query) => PassageNames.AskedBy(QueryWords.From(query))!;
}
