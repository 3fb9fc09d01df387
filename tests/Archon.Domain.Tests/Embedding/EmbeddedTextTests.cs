using Archon.Domain.Chunking;
using Archon.Domain.Embedding;
using Archon.Domain.Tests.Chunking;

namespace Archon.Domain.Tests.Embedding;

/// <summary>What of a chunk is embedded.</summary>
public sealed class EmbeddedTextTests
{
    private const string Beginning = "# Opening files\n\n```c\nopen();\n```\n\nIt **opens** a file. Then it waits.\n\n- a list";

    [Fact]
    public void WithoutAContext_ItIsTitleHeadingsAndContent()
    {
        Assert.Equal("Title\nA › B\n\ntext", EmbeddedText.Of("Title", "A › B", "text"));
        Assert.Equal("Title\n\ntext", EmbeddedText.Of("Title", "", "text"));
    }

    [Fact]
    public void WithAContext_ThePagesFirstSentencesAndTheSourcesSummaryStandAboveTheContent() => Assert.Equal(
        "Title\nA › B\nIt opens a file. Then it waits.\nA manual of files.\n\ntext",
        Of("text", new DocumentContext(Beginning, "A manual of files.")));

    [Theory]
    [InlineData("")]
    [InlineData("# Only a heading")]
    [InlineData("```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n- a list")]
    public void WhatThereIsNot_IsLeftOut(string beginning) => Assert.Equal("Title\nA › B\n\ntext", Of("text", new DocumentContext(beginning, null)));

    [Fact]
    public void TheContent_IsNeverCut_AndTheContextTakesWhatIsLeft()
    {
        var context = new DocumentContext(string.Concat(Enumerable.Repeat("It opens a file. ", 30)), string.Concat(Enumerable.Repeat("A manual of files. ", 30)));
        for (var words = 0; words <= 200; words += 5)
        {
            var content = string.Join(' ', Enumerable.Repeat("word", words));

            var text = Of(content, context);

            Assert.EndsWith($"\n\n{content}", text, StringComparison.Ordinal);
            var above = text[..^(content.Length + 2)]["Title\nA › B".Length..];
            Assert.InRange(TokenEstimate.Count(above), 0, Math.Max(0, Math.Min(100, 160 - words)) + 2);
            Assert.True(words > 130 || above.Length > 0, $"{words} words leave room, and there is no context.");
        }
    }

    [Fact]
    public void TheEmbeddersOwnTokens_AreCounted()
    {
        var text = EmbeddedText.Of("T", "", "text", new DocumentContext("It opens a file and closes it afterwards.", null), new ScriptedCounter("letters"), 20, 1000);

        Assert.Matches("^T\n[^\n]{8,20}\n\ntext$", text);
    }

    private static string Of(string content, DocumentContext context) => EmbeddedText.Of("Title", "A › B", content, context, null, 100, 160);
}
