using Archon.Cli.Exporting;

namespace Archon.Cli.Tests.Exporting;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("a: b # c", "\"a: b # c\"")]
    [InlineData("say \"hi\" \\ bye", "\"say \\\"hi\\\" \\\\ bye\"")]
    [InlineData("two\nlines\t\u001b[0m", "\"two\\nlines\\t\\u001B[0m\"")]
    [InlineData("\u0085\u2028\uFEFF", "\"\\u0085\\u2028\\uFEFF\"")]
    [InlineData("größe 😀", "\"größe 😀\"")]
    public void Quote_IsTextForEveryReader(string text, string expected) => Assert.Equal(expected, YamlText.Quote(text));
}
