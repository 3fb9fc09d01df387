using Archon.Domain.Summaries;

namespace Archon.Domain.Tests.Summaries;

public sealed class SummaryTextTests
{
    [Theory]
    [InlineData("Opens a file.", "Opens a file.")]
    [InlineData("  Opens\n\na  file.\t", "Opens a file.")]
    [InlineData("**Opens** a `file`.", "Opens a file.")]
    [InlineData("<think>What is it?\nA file.</think>\n\nOpens a file.", "Opens a file.")]
    [InlineData("Red \u001b[31malert\u001b[0m", "Red [31malert [0m")]
    [InlineData("a\u202Eb\u200Bc", "a b c")]
    public void Answer_IsOneLineOfPlainText(string answer, string shown) => Assert.Equal(shown, SummaryText.Of(answer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\u0000\u0007")]
    [InlineData("<think>Nothing to say.</think>")]
    public void AnswerWithoutText_IsNone(string? answer) => Assert.Null(SummaryText.Of(answer));

    [Fact]
    public void LongAnswer_EndsWithASentence_ElseWithAWord()
    {
        var sentences = SummaryText.Of(string.Concat(Enumerable.Repeat("It opens a file and reads it. ", 1_000)))!;
        var words = SummaryText.Of(string.Concat(Enumerable.Repeat("word ", 1_000)))!;
        var letters = SummaryText.Of(new string('x', 100_000))!;

        Assert.All([sentences, words, letters], text => Assert.InRange(text.Length, SummaryText.MaxLength / 2, SummaryText.MaxLength));
        Assert.EndsWith("reads it.", sentences, StringComparison.Ordinal);
        Assert.EndsWith(" word…", words, StringComparison.Ordinal);
        Assert.EndsWith("x…", letters, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Files", "Guide › Reading", "Reads a file. It is closed then.", "Reading: Reads a file. It is closed then.")]
    [InlineData("Files", "", "Reads a file.", "Files: Reads a file.")]
    [InlineData("Files", "Guide › Reading", "", "Reading")]
    [InlineData("Files", "Guide › Reading", "Reading is done with `read`:", "Reading is done with read:")]
    [InlineData("", "", "", "")]
    public void ExtractOfAnExample_IsItsHeadingAndTheTextBefore(string title, string headings, string context, string summary) =>
        Assert.Equal(summary, ExtractiveSummary.OfExample(title, headings, context));
}
