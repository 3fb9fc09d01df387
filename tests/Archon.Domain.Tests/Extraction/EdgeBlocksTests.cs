using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class EdgeBlocksTests
{
    [Theory]
    [InlineData("Last updated 3 May 2026", "last updated 12 May 2027")]
    [InlineData("Last updated on Nov 3, 2025", "Last updated on March 12, 2026")]
    [InlineData("[Edit this page](https://git.example.org/a.md)", "[Edit this page](https://git.example.org/b.md)")]
    [InlineData("Was this page helpful? **Yes** No", "Was this page helpful? Yes No")]
    [InlineData("Last modified January 4, 2024 at 8:00 PM PST", "Last modified Dec 24, 2025 at 12:30 AM PST")]
    [InlineData("Zuletzt aktualisiert am 3. Mai 2024", "Zuletzt aktualisiert am 12. Dezember 2025")]
    [InlineData("Updated 2024-01-04 · 5 min read", "Updated 2025-11-30 · 12 min read")]
    [InlineData("Last updated on Tue, 3 May 2024", "Last updated on Wed, 12 Jun 2025")]
    [InlineData("Updated 3 months ago", "Updated about an hour ago")]
    [InlineData("Posted 03/05/2024 by Jane", "Posted 12/11/2025 by Jane")]
    [InlineData("*5 min read*", "*1 minute read*")]
    [InlineData("Reading time: 5 minutes", "Reading time: 12 minutes")]
    [InlineData("1,204 views", "12k views")]
    [InlineData("Page 3 of 120", "Page 4 of 120")]
    [InlineData("© 2024 Jane", "© 2019–2025 Jane")]
    [InlineData("Copyright 2024 by Jane", "Copyright 2019, 2025 by Jane")]
    [InlineData("Latest commit 1a2b3c4 on May 3, 2024", "Latest commit 99aabbc on Jun 12, 2025")]
    [InlineData("Last updated on **May 3, 2024** by **Jane Doe**", "Last updated on **Jun 12, 2025** by **Jane Doe**")]
    [InlineData("This page was last edited on 3 May 2024, at 10:15 (UTC).", "This page was last edited on 12 June 2025, at 11:45 (UTC).")]
    [InlineData("[Edit this page](https://git.example.org/a.md) Last updated: [2024-05-03](https://git.example.org/1a)", "[Edit this page](https://git.example.org/b.md) Last updated: [2025-06-12](https://git.example.org/2b)")]
    [InlineData("© 2024 Jane. Last updated 3 May 2024.", "© 2025 Jane. Last updated 12 June 2025.")]
    [InlineData("Posted by Jane | 3 May 2024", "Posted by Jane | 12 June 2025")]
    [InlineData("Updated\n3 May 2024", "Updated\n12 June 2025")]
    [InlineData("最終更新日: 2024-05-03", "最終更新日: 2025-06-12")]
    public void WhatAPageSaysOfItself_Marks_AndWhereLinksLead_DoNotCount(string one, string other) => Assert.Equal(Hashes(one), Hashes(other));

    [Theory]
    [InlineData("New in version 3.2", "New in version 3.3")]
    [InlineData("In March", "In May")]
    [InlineData("Marches of 2025", "Mays of 2025")]
    [InlineData("Some text.", "Some texts.")]
    [InlineData("The exit status of this error is 3.", "The exit status of this error is 4.")]
    [InlineData("The exit status of this error is 1.", "The exit status of this error is -1.")]
    [InlineData("Requires Java 11 and Gradle 7.", "Requires Java 1 and Gradle 17.")]
    [InlineData("The operator is `+`.", "The operator is `-`.")]
    [InlineData("Updated to build 12.", "Updated to build 13.")]
    [InlineData("He was born on 3 May 1912.", "He was born on 12 June 1915.")]
    [InlineData("The table was last updated in 2019, when the committee met.", "The table was last updated in 2021, when the committee met.")]
    [InlineData("The table was last updated on 3 May 2019, when the committee met.", "The table was last updated on 12 June 2021, when the committee met.")]
    [InlineData("The treaty was modified on 3 May 1912.", "The treaty was modified on 12 June 1915.")]
    [InlineData("The default was changed 3 days ago.", "The default was changed 4 days ago.")]
    [InlineData("Revised edition of 3/5/1950.", "Revised edition of 12/6/1951.")]
    [InlineData("The edit begins at 10:30 and the page is updated at 11:45.", "The edit begins at 10:35 and the page is updated at 11:50.")]
    [InlineData("Commit 1a2b3c4 changed the default.", "Commit 99aabbc changed the default.")]
    [InlineData("(c) The ISO modified it in 1984.", "(c) The ISO modified it in 1986.")]
    [InlineData("表は2019年5月3日に更新されました。", "表は2021年6月12日に更新されました。")]
    [InlineData("Released 2024-05-03", "Released 2025-06-12")]
    [InlineData("First published in 1984.", "First published in 1986.")]
    [InlineData("The store has 3 views.", "The store has 4 views.")]
    [InlineData("It waits 5 minutes before it reads.", "It waits 6 minutes before it reads.")]
    public void OtherWordsOrNumbers_AreOtherBlocks(string one, string other) => Assert.Empty(Hashes(one).Intersect(Hashes(other)));

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
        Assert.Equal(Hashes("One of it.\n\nTwo of it.\n\n```\ncode\n```"), Hashes($"One of it.\n\n{block}\n\nTwo of it.\n\n```\ncode\n```"));

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
    [InlineData("# T\n\nAbout it.\n\n```\nWas it helpful?\n\nWas it helpful?\n```\n", "# T\n\nAbout it.\n\n```\nWas it helpful?\n\nWas it helpful?\n```\n")]
    [InlineData("Was it helpful?\n\nAbout it.\n\nWas it helpful?", "About it.")]
    public void WhatIsLearned_IsTakenOut(string page, string expected) =>
        Assert.Equal(expected, EdgeBlocks.Of(page).Without([.. Hashes("Was it helpful?")]));

    [Theory]
    [InlineData("# T\n\nAbout it.\n\n## Returns\n\nA promise.\n\n## More\n\nOf it.")]
    [InlineData("# T\n\nAbout it.\n\n## Returns\n\nA promise.\n")]
    public void TheAnswerToAHeading_Stays(string page) => Assert.Equal(page, EdgeBlocks.Of(page).Without([.. Hashes("A promise.")]));

    [Theory]
    [InlineData("# T\n\nA promise.\n\n## Other\n\nText.\n", "# T\n\n## Other\n\nText.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Own\n\nA promise.\n\n### Other\n\nText.\n", "# T\n\nAbout it.\n\n## Own\n\n### Other\n\nText.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Own\n\nA promise.\n\n### Other\n\nA promise.\n", "# T\n\nAbout it.\n\n## Own\n\n### Other\n\nA promise.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Own\n\nA promise.\n\nText.\n", "# T\n\nAbout it.\n\n## Own\n\nText.\n")]
    public void WhatLeavesMoreBelowItsHeading_IsTakenOut(string page, string expected) => Assert.Equal(expected, EdgeBlocks.Of(page).Without([.. Hashes("A promise.")]));

    [Theory]
    [InlineData("# T\n\nAbout it.\n\n## Feedback\n\nWas it helpful?\n\nGlad to hear it.\n", "# T\n\nAbout it.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Own\n\nGlad to hear it.\n\n## Feedback\n\nWas it helpful?\n", "# T\n\nAbout it.\n\n## Own\n\nGlad to hear it.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Feedback\n\nWas it helpful?\n\nIt was.\n", "# T\n\nAbout it.\n\n## Feedback\n\nIt was.\n")]
    [InlineData("# T\n\nAbout it.\n\n## Own\n\nWas it helpful?\n", "# T\n\nAbout it.\n\n## Own\n\nWas it helpful?\n")]
    [InlineData("# T\n\nAbout it.\n\n## Feedback\n\nWas it helpful?\n\n## Own\n\nText.\n", "# T\n\nAbout it.\n\n## Feedback\n\nWas it helpful?\n\n## Own\n\nText.\n")]
    public void AHeadingAtTheEnd_GoesWithAllBelowItWhenItRecurs(string page, string expected)
    {
        var learned = Hashes("# U\n\nText.\n\n## Feedback\n\nWas it helpful?\n\nGlad to hear it.").Except(Hashes("Text."));

        Assert.Equal(expected, EdgeBlocks.Of(page).Without([.. learned]));
    }

    [Fact]
    public void AnEmptyHeadingAtTheEnd_GoesWhenItRecurs() =>
        Assert.Equal("# T\n\nAbout it.\n", EdgeBlocks.Of("# T\n\nAbout it.\n\n## Comments\n").Without([.. Hashes("# U\n\nText.\n\n## Comments\n").Except(Hashes("Text."))]));

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
