using System.Text.RegularExpressions;
using Archon.Cli.Crawling;
using Archon.Domain.Crawling;
using Archon.Gateway;

namespace Archon.Cli.Tests.Crawling;

public sealed partial class CrawlWordsTests
{
    [Fact]
    public void Reason_HasWordsForEveryReasonThereIs()
    {
        var missing = Enum.GetValues<PageReason>()
            .Select(reason => reason.ToName())
            .Where(name => name is not null && CrawlWords.Reason(name) == name.Replace('-', ' '));

        Assert.Equal([], missing);
    }

    [Fact]
    public void Reason_OfANameFromALaterVersion_IsTheName() => Assert.Equal("quota used up", CrawlWords.Reason("quota-used-up"));

    [Fact]
    public void TheWebPage_HasTheSameWords()
    {
        using var script = new StreamReader(typeof(GatewayOptions).Assembly.GetManifestResourceStream("wwwroot/words.js")!);

        var shown = Pair().Matches(script.ReadToEnd()).ToDictionary(pair => pair.Groups[1].Value, pair => pair.Groups[2].Value);

        Assert.Equal(CrawlWords.Reasons.OrderBy(pair => pair.Key), shown.OrderBy(pair => pair.Key));
    }

    [GeneratedRegex("""^  "([a-z-]+)": "([^"]+)",$""", RegexOptions.Multiline)]
    private static partial Regex Pair();
}
