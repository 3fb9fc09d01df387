using System.Collections.Immutable;
using Archon.Domain.Anchors;
using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Anchors;

public sealed class UrlFragmentTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t", null)]
    [InlineData("get(int)", "get(int)")]
    [InlineData("a#b", "a%23b")]
    [InlineData("50%", "50%25")]
    [InlineData("日", "%E6%97%A5")]
    [InlineData("x😀", "x%F0%9F%98%80")]
    public void OfId_IsEncodedForAnAddress(string? id, string? fragment) => Assert.Equal(fragment, UrlFragment.OfId(id));

    [Fact]
    public void OfId_ThatIsTooLong_IsNone()
    {
        Assert.NotNull(UrlFragment.OfId(new string('a', UrlFragment.Longest)));
        Assert.Null(UrlFragment.OfId(new string('a', UrlFragment.Longest + 1)));
    }

    [Theory]
    [InlineData("https://a.org/b", "c", "https://a.org/b#c")]
    [InlineData("https://a.org/b", "", "https://a.org/b")]
    [InlineData("https://a.org/b#/route", "c", "https://a.org/b#/route")]
    public void Append_NeverMakesASecondFragment(string url, string fragment, string expected) => Assert.Equal(expected, UrlFragment.Append(url, fragment));

    [Fact]
    public void PageAnchors_AreReadAsTheyAreWritten()
    {
        ImmutableArray<PageAnchor> anchors = [new(0, "a"), new(120, "%20"), new(121, "get(int)")];

        Assert.Equal(anchors, PageAnchors.Read(PageAnchors.Write(anchors)));
        Assert.Empty(PageAnchors.Read(PageAnchors.Write([])));
    }

    [Fact]
    public void Without_WhatStandsOnEveryPage_AnchorsLeadToTheSameHeadings()
    {
        var page = new HtmlPageReader().Read(
            "<p>Was this page helpful to you?</p><h1 id=a>A</h1><p>Sign up for our news letter.</p><p>One.</p><h2 id=b>B</h2><p>Two.</p><p>Was this page helpful?</p><h2 id=c>C</h2><p>Three.</p>",
            new Uri("https://docs.example.org/"),
            TestContext.Current.CancellationToken);
        var edges = EdgeBlocks.Of(page.Markdown);
        ImmutableArray<long> learned = [.. edges.Blocks.Where(block => block.Text.StartsWith("Was", StringComparison.Ordinal) || block.Text.StartsWith("Sign", StringComparison.Ordinal)).Select(block => block.Hash)];

        var (markdown, anchors) = edges.Without(learned, page.Anchors);

        Assert.DoesNotContain("Was", markdown);
        Assert.DoesNotContain("Sign", markdown);
        Assert.Equal(["a # A", "b ## B", "c ## C"], anchors.Select(anchor => $"{anchor.Fragment} {markdown[anchor.Start..].Split('\n')[0]}"));
    }
}
