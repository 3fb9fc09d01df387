using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class RankFusionTests
{
    [Theory]
    [InlineData(1, 1, 0.03)]
    [InlineData(1, 4, 0.0075)]
    [InlineData(2, 1, 0)]
    [InlineData(1, null, 0)]
    [InlineData(null, 1, 0)]
    public void ForAgreement_IsMoreTheNearerTheVectorPlacesWhatIsFirstByWords(int? words, int? vector, double more) => Assert.Equal(more, RankFusion.ForAgreement(words, vector));

    [Fact]
    public void Fuse_AddsUpWeightedPlaces()
    {
        var fused = RankFusion.Fuse([1, 2], [3, 2], vectorWeight: 0.5);

        Assert.Equal([2L, 1, 3], fused.Select(one => one.Id));
        Assert.Equal([(1.0 / 62) + (0.5 / 62), (1.0 / 61) + RankFusion.FirstByWords, 0.5 / 61], fused.Select(one => one.Score));
    }

    [Fact]
    public void Fuse_OfOneListAlone_IsThatList()
    {
        Assert.Equal([(5L, 1.0 / 61), (6, 1.0 / 62)], RankFusion.Fuse([5, 6], [], vectorWeight: 1));
        Assert.Equal([(5L, 1.0 / 61), (6, 1.0 / 62)], RankFusion.Fuse([], [5, 6], vectorWeight: 1));
    }

    [Fact]
    public void Fuse_KeepsWhatIsExactBeforeWhatIsMiddlingInBoth() =>
        Assert.Equal(1, RankFusion.Fuse([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [20, 21, 22, 23, 24, 25, 26, 27, 28, 10, 1], vectorWeight: 0.75)[0].Id);
}
