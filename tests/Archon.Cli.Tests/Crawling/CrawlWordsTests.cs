using Archon.Cli.Crawling;
using Archon.Domain.Crawling;

namespace Archon.Cli.Tests.Crawling;

public sealed class CrawlWordsTests
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
}
