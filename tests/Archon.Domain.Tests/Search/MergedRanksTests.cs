using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class MergedRanksTests
{
    [Fact]
    public void OneList_StaysAsItIs() => Assert.Equal([(7L, 0), (3L, 0)], MergedRanks.Merge([([7, 3, 9], 100)], 2));

    [Fact]
    public void TheBestOfFew_StandsWhereItWouldAmongMany() =>
        Assert.Equal([(1L, 0), (2L, 0), (10L, 1), (3L, 0)], MergedRanks.Merge([([1, 2, 3], 1_000), ([10, 11], 400)], 4));

    [Fact]
    public void OfEquals_TheEarlierListIsFirst() => Assert.Equal([(1L, 0), (5L, 1), (2L, 0), (6L, 1)], MergedRanks.Merge([([1, 2], 10), ([5, 6], 10)], 10));

    [Fact]
    public void NoLists_GiveNothing() => Assert.Empty(MergedRanks.Merge([], 10));
}
