using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class RecurrenceWatchTests
{
    private const string Helpful = "Was this page helpful? Yes No";

    [Fact]
    public void WhatStandsOnEachOfFortyPages_IsLearned()
    {
        var watch = new RecurrenceWatch([]);

        var learned = Enumerable.Range(0, 40).Select(n => Note(watch, Own(n), Helpful)).ToList();

        Assert.All(learned[..39], some => Assert.Empty(some));
        Assert.Equal(Helpful, Assert.Single(learned[39]).Text);
        Assert.Equal(learned[39], watch.Learned);
    }

    [Theory]
    [InlineData(11, 11, false)]
    [InlineData(12, 12, true)]
    [InlineData(20, 18, true)]
    [InlineData(20, 17, false)]
    [InlineData(40, 35, false)]
    [InlineData(60, 30, false)]
    [InlineData(60, 54, true)]
    public void ItTakesTwelvePages_AndNineTenths(int pages, int with, bool isLearned)
    {
        var watch = new RecurrenceWatch([]);
        for (var n = 0; n < pages; n++)
        {
            // Those without stand at the beginning.
            Note(watch, n < pages - with ? [Own(n)] : [Own(n), Helpful]);
        }

        watch.Close();

        Assert.Equal(isLearned, !watch.Learned.IsEmpty);
    }

    [Fact]
    public void ASectionThatComesFirst_IsNotTheSite()
    {
        var watch = new RecurrenceWatch([]);
        for (var n = 0; n < 60; n++)
        {
            Note(watch, n < 30 ? [Own(n), "> This is experimental."] : [Own(n)]);
        }

        watch.Close();

        Assert.Empty(watch.Learned);
    }

    [Fact]
    public void ASiteOfTheSameShortPages_IsLeftAlone()
    {
        var watch = new RecurrenceWatch([]);
        for (var n = 0; n < 60; n++)
        {
            Note(watch, "This page has to be written.", "Come back later.");
        }

        watch.Close();

        Assert.Empty(watch.Learned);
    }

    [Fact]
    public void WhatWasLearnedBefore_Stays()
    {
        var before = new RecurringBlock(1, "Subscribe");
        var watch = new RecurrenceWatch([before]);
        for (var n = 0; n < 12; n++)
        {
            Note(watch, Own(n), Helpful);
        }

        Assert.Equal(Helpful, Assert.Single(watch.Close()).Text);
        Assert.Equal([Helpful, "Subscribe"], watch.Learned.Select(block => block.Text));
    }

    [Theory]
    [InlineData("The exit status of this error is {0}.")]
    [InlineData("The limit of connections is {0}.")]
    [InlineData("Changed in build {0}.")]
    public void ASentenceWithANumberOfThePage_IsThePages(string sentence)
    {
        var watch = new RecurrenceWatch([]);
        for (var n = 0; n < 24; n++)
        {
            Note(watch, string.Format(CultureInfo.InvariantCulture, sentence, n), Own(n));
        }

        Assert.Empty(watch.Close());
    }

    [Fact]
    public void OfHeadingsAtTheEnd_ThoseThatRecurAreLearned()
    {
        var watch = new RecurrenceWatch([]);
        for (var n = 0; n < 12; n++)
        {
            Note(watch, Own(n), $"## Part {n}", "No change.", "## Feedback", Helpful);
        }

        Assert.Equal(["No change.", Helpful, $"Feedback: {Helpful}"], watch.Close().Select(block => block.Text));
    }

    [Fact]
    public void OfManyPages_ItRemembersTheFirst()
    {
        var watch = new RecurrenceWatch([]);
        for (var n = 0; n < 200; n++)
        {
            Assert.Equal(n < 160, watch.IsWatching);
            Note(watch, Own(n));
        }

        Assert.Empty(watch.Close());
    }

    [Fact]
    public void OfManyBlocks_ThirtyTwoAreLearned()
    {
        var watch = new RecurrenceWatch([.. Enumerable.Range(1, 30).Select(n => new RecurringBlock(n, "Old"))]);
        for (var n = 0; n < 12; n++)
        {
            Note(watch, [Own(n), .. Enumerable.Range(0, 10).Select(k => $"Footer {(char)('a' + k)}")]);
        }

        watch.Close();

        Assert.Equal(RecurrenceWatch.Most, watch.Learned.Length);
        Assert.Equal(10, watch.Learned.Count(block => block.Text != "Old"));
    }

    private static string Own(int n) => FormattableString.Invariant($"Of {n} itself.");

    private static ImmutableArray<RecurringBlock> Note(RecurrenceWatch watch, params string[] blocks)
    {
        var edges = EdgeBlocks.Of("# Title\n\n" + string.Join("\n\n", blocks));
        return watch.Note(edges.Blocks, edges.HasMore);
    }
}
