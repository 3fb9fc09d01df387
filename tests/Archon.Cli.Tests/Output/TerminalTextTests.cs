using Archon.Cli.Output;

namespace Archon.Cli.Tests.Output;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred[0m")]
    [InlineData("\u001b]0;title\u0007x", "]0;titlex")]
    [InlineData("\u009b2J\u0090q\u009c", "2Jq")]
    [InlineData("a\rb\bc\u007fd\0e", "abcde")]
    [InlineData("one\ntwo\tthree", "one two three")]
    [InlineData("abc\u202Etxt.exe\u2066", "abctxt.exe")]
    [InlineData("größe 文 😀", "größe 文 😀")]
    public void OneLine_DropsWhatATerminalWouldObey(string text, string expected) => Assert.Equal(expected, TerminalText.OneLine(text));

    [Fact]
    public void OneLine_OfHalfACharacter_ShowsTheReplacement() => Assert.Equal("half \uFFFD pair", TerminalText.OneLine("half \uD83D pair"));

    [Fact]
    public void Block_KeepsLinesAndTabs() => Assert.Equal("a\n\tb", TerminalText.Block("a\r\n\tb\u001b"));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly10!", 10, "exactly10!")]
    [InlineData("longer than ten", 10, "longer th…")]
    [InlineData("12345678😀xx", 10, "12345678…")]
    public void Cut_ShowsThatItCut(string text, int length, string expected) => Assert.Equal(expected, TerminalText.Cut(text, length));
}
