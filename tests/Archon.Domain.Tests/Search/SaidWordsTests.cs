using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class SaidWordsTests
{
    [Theory]
    [InlineData("copy a directory", "Copies directories.", 2)]
    [InlineData("copy a directory", "A photocopy of the directory", 1)]
    [InlineData("copy copies", "COPY", 1)]
    [InlineData("directory", "", 0)]
    [InlineData("read_file", "Who reads a file", 2)]
    public void In_CountsEachWordOnce_WhateverItsForm(string query, string text, int expected) => Assert.Equal(expected, Of(query).In("", text));

    [Fact]
    public void In_LooksAtAllTexts() => Assert.Equal(3, Of("copy a directory recursively").In("Recursive work", "Directories", "To copy"));

    [Fact]
    public void AMistypedWord_IsTakenForTheNearest() => Assert.Equal(1, new SaidWords(QueryWords.From("vacum"), [new MeantWord("vacum", ["vacuum"])]).In("VACUUM"));

    private static SaidWords Of(string query) => new(QueryWords.From(query), []);
}
