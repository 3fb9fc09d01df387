using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Tests.CodeExamples;

public sealed class CodeContextTests
{
    [Fact]
    public void Context_AfterManyParagraphs_IsTheLastOfThem()
    {
        var paragraphs = Enumerable.Range(0, 1_000).Select(i => $"Paragraph {i}.").ToArray();

        var example = Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse($"{string.Join("\n\n", paragraphs)}\n\n```\ncode\n```\n", TestContext.Current.CancellationToken)));

        Assert.Equal(string.Join('\n', paragraphs[^20..]), example.Context);
    }

    [Fact]
    public void Context_BeforeManyParagraphsThatSayNothing_IsQuoted()
    {
        var nothing = string.Concat(Enumerable.Repeat("[](x)\n\n", 1_000));

        var example = Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse($"Far.\n\nNear.\n\n{nothing}```\ncode\n```\n", TestContext.Current.CancellationToken)));

        Assert.Equal("Far.\nNear.", example.Context);
    }

    [Fact]
    public void Context_OfALongParagraph_TakesNoTextForCode()
    {
        // The end that is read begins inside of code.
        var paragraph = $"Begin. `x. {new string('y', 100)}`. {string.Concat(Enumerable.Repeat("[w](https://a.example/long/address). ", 26))}Set `a` and `b*` and `*c`.";

        var example = Assert.Single(CodeExampleReader.Read(MarkdownOutline.Parse($"{paragraph}\n\n```\ncode\n```\n", TestContext.Current.CancellationToken)));

        Assert.InRange(paragraph.Length, 1_060, 1_120);
        Assert.EndsWith("w. w. Set a and b* and *c.", example.Context, StringComparison.Ordinal);
        Assert.StartsWith("w. w.", example.Context, StringComparison.Ordinal);
    }
}
