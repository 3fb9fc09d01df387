using Archon.Domain.Crawling;

namespace Archon.Architecture.Tests;

/// <summary>Numbers that cross from the store to the wire mean the same on both sides.</summary>
public sealed class StoredNumberTests
{
    [Fact]
    public void CrawlStatus_IsTheSameInStoreAndMessages() =>
        Assert.Equal(Numbers<CrawlStatus>(), Numbers<GrainInterfaces.Crawling.CrawlStatus>());

    [Fact]
    public void PrivateAccess_IsTheSameInStoreAndMessages() =>
        Assert.Equal(Numbers<PrivateAccess>(), Numbers<GrainInterfaces.Crawling.PrivateAccess>());

    [Fact]
    public void DeleteOutcome_IsTheSameInPortAndMessages() =>
        Assert.Equal(Numbers<Ports.Storage.DeleteSourceOutcome>(), Numbers<GrainInterfaces.Library.DeleteOutcome>());

    private static IEnumerable<(string Name, int Number)> Numbers<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (value.ToString(), Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)));
}
