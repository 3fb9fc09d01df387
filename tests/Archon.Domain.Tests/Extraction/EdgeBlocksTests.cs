using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class EdgeBlocksTests
{
    [Theory]
    [InlineData("Last updated 3 May 2026", "last updated 12 May 2027")]
    [InlineData("Last updated on Nov 3, 2025", "Last updated on March 12, 2026")]
    [InlineData("[Edit this page](https://git.example.org/a.md)", "[Edit this page](https://git.example.org/b.md)")]
    [InlineData("Was this page helpful? **Yes** No", "Was this page helpful? Yes No")]
    public void NumbersMarksAndWhereLinksLead_DoNotCount(string one, string other) => Assert.Equal(Hashes(one), Hashes(other));

    [Theory]
    [InlineData("New in version 3.2", "New in version 3.3")]
    [InlineData("In March", "In May")]
    [InlineData("Marches of 2025", "Mays of 2025")]
    [InlineData("Some text.", "Some texts.")]
    public void OtherWordsOrVersions_AreOtherBlocks(string one, string other) => Assert.Empty(Hashes(one).Intersect(Hashes(other)));

    [Theory]
    [InlineData("# Feedback")]
    [InlineData("Feedback\n---")]
    [InlineData("**Parameters**")]
    [InlineData("Parameters:")]
    [InlineData("**Returns:**")]
    [InlineData("| a | b |\n| --- | --- |\n| one | two |")]
    [InlineData("```\none text\n\ntwo text\n```")]
    [InlineData("~~~\none text\n```\ntwo text\n\nthree text\n~~~")]
    [InlineData("[guide]: https://docs.example.org/guide")]
    [InlineData("<details>\n<summary>More</summary>")]
    [InlineData("* * *")]
    public void WhatMayBeThePagesOwn_IsNone(string block) =>
        Assert.Equal(Hashes("One of it.\n\nTwo of it."), Hashes($"One of it.\n\n{block}\n\nTwo of it."));

    [Theory]
    [InlineData("- An item\n\n  and more of it\n\nTwo of it.")]
    [InlineData("One of it.\n\n    indented code\n\nTwo of it.")]
    public void WhatHasMoreBelowIt_IsNone(string page) => Assert.Equal(Hashes("Two of it."), Hashes(page));

    [Fact]
    public void OfALongPage_ItsMiddleIsNotLookedAt()
    {
        var page = Page([.. Enumerable.Range(0, 100).Select(n => $"Paragraph {(char)('a' + (n % 26))}{(char)('a' + (n / 26))}")]);

        var edges = EdgeBlocks.Of(page);

        Assert.Equal(EdgeBlocks.MostFirst + EdgeBlocks.MostLast, edges.Blocks.Length);
        Assert.True(edges.HasMore);
        Assert.Equal(page, edges.Without([.. Hashes("Paragraph ab".Replace('b', 'c'))]));
    }

    [Fact]
    public void ALongBlock_IsNone()
    {
        var edges = EdgeBlocks.Of(new string('a', EdgeBlocks.LongestBlock + 1));

        Assert.Empty(edges.Blocks);
        Assert.True(edges.HasMore);
    }

    [Theory]
    [InlineData("# T\n\nAbout it.\n\nWas it helpful?\n", "# T\n\nAbout it.\n")]
    [InlineData("# T\n\nWas it helpful?\n\nAbout it.\n", "# T\n\nAbout it.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Feedback\n\nWas it helpful?\n\n## More\n\nOf it.", "# T\n\nAbout it.\n\n## Feedback\n\n## More\n\nOf it.")]
    [InlineData("# T\n\nAbout it.\n\n```\nWas it helpful?\n\nWas it helpful?\n```\n", "# T\n\nAbout it.\n\n```\nWas it helpful?\n\nWas it helpful?\n```\n")]
    [InlineData("Was it helpful?\n\nAbout it.\n\nWas it helpful?", "About it.")]
    public void WhatIsLearned_IsTakenOut(string page, string expected) =>
        Assert.Equal(expected, EdgeBlocks.Of(page).Without([.. Hashes("Was it helpful?")]));

    [Theory]
    [InlineData("# T\n\nWas it helpful?\n")]
    [InlineData("# T\n\nWas it helpful?\n\n---\n\n## Feedback\n\nWas it helpful?")]
    [InlineData("")]
    public void APageOfNothingElse_StaysAsItIs(string page) => Assert.Equal(page, EdgeBlocks.Of(page).Without([.. Hashes("Was it helpful?")]));

    [Fact]
    public void TakenOutTwice_ItIsTheSame()
    {
        var page = Page("About it.", "Was it helpful?", "More.", "Was it helpful?");
        var learned = Hashes("Was it helpful?");

        var once = EdgeBlocks.Of(page).Without([.. learned]);

        Assert.Equal(once, EdgeBlocks.Of(once).Without([.. learned]));
    }

    private static string Page(params string[] blocks) => "# Title\n\n" + string.Join("\n\n", blocks) + "\n";

    private static IEnumerable<long> Hashes(string markdown) => EdgeBlocks.Of(markdown).Blocks.Select(block => block.Hash);
}
