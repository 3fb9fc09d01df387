using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class LineSketchTests
{
    [Theory]
    [InlineData("# A Title\n\nSome text.", "A title\n\n> some *text*\n")]
    [InlineData("- [Red](/list?color=red&size=m)\n- [Blue](/list?color=blue&size=m)", "* [blue](/other) \n* [red](x)\n")]
    [InlineData("Once.\n\nTwice.", "Twice.\n\nOnce.\n\nTwice.\n\n---\n")]
    public void MarksOrderAndWhereLinksLead_DoNotCount(string one, string other) => Assert.Equal(LineSketch.Of(one), LineSketch.Of(other));

    [Theory]
    [InlineData("Model 17", "Model 18")]
    [InlineData("Some text.", "Some texts.")]
    public void OtherWordsOrNumbers_AreOtherLines(string one, string other) => Assert.Empty(LineSketch.Of(one).Intersect(LineSketch.Of(other)));

    [Theory]
    [InlineData("")]
    [InlineData("---\n\n* * *\n| | |\na\n")]
    public void WithoutWords_NothingIsSaid(string text) => Assert.Empty(LineSketch.Of(text));

    [Fact]
    public void OfManyLines_TheSameStandForAll()
    {
        var lines = Enumerable.Range(0, 500).Select(n => $"Line number {n}").ToArray();

        var sketch = LineSketch.Of(string.Join('\n', lines));

        Assert.Equal(LineSketch.Most, sketch.Length);
        Assert.Equal(sketch, LineSketch.Of(string.Join("\n\n", lines.Reverse())));
        Assert.InRange(sketch.Intersect(LineSketch.Of(string.Join('\n', lines.Append("One line more")))).Count(), LineSketch.Most - 1, LineSketch.Most);
    }

    [Fact]
    public void OneLongLineOfBrackets_TakesNoSquareOfItsLength() => Assert.NotEmpty(LineSketch.Of(string.Concat(Enumerable.Repeat("a](", 400_000))));
}
