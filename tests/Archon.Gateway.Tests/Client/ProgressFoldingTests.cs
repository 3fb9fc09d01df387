using Archon.Client.Progress;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Gateway.Tests.Client;

public sealed class ProgressFoldingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("t", "1+0")]
    [InlineData("ttt", "3+2")]
    [InlineData("ltt", "1+0 3+1")]
    [InlineData("ttltt", "2+1 3+0 5+1")]
    [InlineData("llE", "1+0 2+0 3+0")]
    [InlineData("tttE", "3+2 4+0")]
    public void Fold_KeepsWhatPeopleWouldMiss_AndCountsTheRest(string events, string expected)
    {
        var folded = ProgressFolding.Fold([.. events.Select((kind, index) => Event(index + 1, kind))]);

        Assert.Equal(expected, string.Join(' ', folded.Select(progress => $"{progress.Sequence}+{progress.Coalesced}")));
    }

    [Fact]
    public void Fold_CountsWhatWasFoldedBefore()
    {
        var folded = ProgressFolding.Fold([Event(3, 't') with { Coalesced = 2 }, Event(7, 't') with { Coalesced = 3 }]);

        Assert.Equal(6, Assert.Single(folded).Coalesced);
    }

    [Fact]
    public void NewIds_AreTwelveCharactersOfCrockfordsAlphabet()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => CrawlId.New()).ToList();

        Assert.Equal(1000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-hjkmnp-tv-z]{12}$", id));
    }

    private static CrawlProgress Event(long sequence, char kind) => new()
    {
        ProgressId = "c",
        Sequence = sequence,
        Timestamp = DateTimeOffset.UnixEpoch,
        Status = kind == 'E' ? CrawlStatus.Complete : CrawlStatus.Crawling,
        Percentage = 1,
        Log = kind == 'l' ? "log" : null,
    };
}
