using Archon.Cli.Usage;

namespace Archon.Cli.Tests.Usage;

public sealed class SuggestionTests
{
    private static readonly string[] Commands = ["crawl", "crawls", "search", "status", "serve", "sources"];

    [Theory]
    [InlineData("crwal", "crawl")]
    [InlineData("Serach", "search")]
    [InlineData("source", "sources")]
    [InlineData("stat", "status")]
    public void Nearest_FindsWhatWasMeant(string word, string expected) => Assert.Equal(expected, Suggestion.Nearest(word, Commands));

    [Fact]
    public void Nearest_OfSomethingElse_IsNothing() => Assert.Null(Suggestion.Nearest("kubernetes", Commands));
}
