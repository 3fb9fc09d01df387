using Archon.Domain.Summaries;

namespace Archon.Domain.Tests.Summaries;

/// <summary>What a source says of itself.</summary>
public sealed class ExtractiveSummaryTests
{
    private const string Table = "| a | b |\n|---|---|\n| It is a cell. | It is one more cell. |";

    [Theory]
    [InlineData("# The Guide\n\nIt tells **all** there is.", "It tells all there is.")]
    [InlineData("Welcome! This is the guide to all. It is long.", "This is the guide to all. It is long.")]
    [InlineData("git - the stupid content tracker\n\n```\ngit [-v | --version] [-h | --help].\n```\n\nGit is a fast tracker of contents. See the tutorial.", "Git is a fast tracker of contents. See the tutorial.")]
    [InlineData("    def a(x): it is a line of code.\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("- It is one of a list.\n- It is another of a list.\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("1. What is it in a word?\n2. What is it in two words?\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData(Table + "\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("[Legal Notice](legal.html)\n\n---\n\n**Table of Contents**\n\n[This is the preface.](a.html) [What is this guide?](b.html)\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("Copyright 2023 by all of us.\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("This guide is © by all of us.\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("## Legal Notice\n\nYou may use this as you like.\n\n## Preface\n\nIt tells all there is.", "It tells all there is.")]
    [InlineData("It tells all there is. The parts are:\n\n- one", "It tells all there is.")]
    [InlineData("It tells e.g. Anna all there is. It ends.", "It tells e.g. Anna all there is. It ends.")]
    [InlineData("It reads Node.js files, and version 1.2 of them.", "It reads Node.js files, and version 1.2 of them.")]
    [InlineData("It tells all (and more of it.) It ends.", "It tells all (and more of it.) It ends.")]
    [InlineData("It is one sentence.\nIt is another one.\n\nIt is a paragraph.\n\n- list\n\nIt is below a list.", "It is one sentence. It is another one. It is a paragraph.")]
    [InlineData("本文档介绍如何安装和使用这个程序库。然后开始。", "本文档介绍如何安装和使用这个程序库。 然后开始。")]
    [InlineData("It is a line with `code` and [a link](a.html) in it.", "It is a line with code and a link in it.")]
    public void OfASource_IsItsTitleAndItsFirstExplainingSentences(string beginning, string said)
    {
        Assert.Equal($"Manual: {said}", ExtractiveSummary.OfSource("Manual", beginning));
        Assert.Equal(said, ExtractiveSummary.OfPage(beginning));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# A heading that is no sentence.")]
    [InlineData("A line without an end\n\nShort one.")]
    [InlineData("The parts of it are these:\n\n- one")]
    [InlineData("**git** \\[-v | --version\\] \\[-h | --help\\] and so on.")]
    [InlineData("`inline def a(x): return x` is. `alert(1)` is.")]
    [InlineData("[This is the preface of it.](a.html) and [this is its end.](b.html)")]
    [InlineData("```\nIt is a line of code that never ends.")]
    public void OfASourceThatExplainsNothing_IsItsTitle(string beginning)
    {
        Assert.Equal("Manual", ExtractiveSummary.OfSource("Manual", beginning));
        Assert.Null(ExtractiveSummary.OfPage(beginning));
    }

    [Fact]
    public void WhereTheFirstPageHasNone_ItIsThoseOfThePageAfterIt() =>
        Assert.Equal("Manual: It tells all there is.", ExtractiveSummary.OfSource("Manual", "- a list", "# Preface", "It tells all there is.", "It is never read."));

    [Fact]
    public void TheTitle_IsSaidOnce() => Assert.Equal("The Guide tells all there is.", ExtractiveSummary.OfSource("The Guide", "The Guide tells all there is."));

    [Fact]
    public void WhatIsLong_EndsWithASentence()
    {
        var said = ExtractiveSummary.OfSource("The Guide", string.Concat(Enumerable.Repeat("It tells all there is. ", 10_000)));

        Assert.InRange(said.Length, 150, 300);
        Assert.EndsWith("there is.", said, StringComparison.Ordinal);
        Assert.InRange(ExtractiveSummary.OfSource("The Guide", $"It is {new string('x', 5_000)}.").Length, 0, 300);
    }
}
