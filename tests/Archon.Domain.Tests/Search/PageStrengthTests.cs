using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class PageStrengthTests
{
    [Fact]
    public void Place_PutsAPageOfManyGoodPassagesBeforeOneOfABetter() =>
        Assert.Equal(["b1", "a1", "b2", "b3"], Place(("a1", 10), ("b1", 8), ("b2", 7), ("b3", 6)));

    [Fact]
    public void Place_PutsAPageOfOnePassageBeforeOneOfManyHalfAsGood() =>
        Assert.Equal("a1", Place([("a1", 10), .. Enumerable.Range(1, 50).Select(n => ($"b{n}", 5.0))]).First());

    [Fact]
    public void Place_ShowsOtherPagesBeforeAPageAgain() =>
        Assert.Equal(["a1", "b1", "c1", "a2", "a3"], Place(("a1", 10), ("a2", 9.9), ("a3", 9.8), ("b1", 9), ("c1", 8)));

    [Fact]
    public void Place_GivesScoresThatFall()
    {
        var placed = PageStrength.Place([("a1", 4.0), ("a2", 2.0), ("b1", 1.0)], hit => hit.Item1[..1], hit => hit.Item2, _ => 0);

        // Both, as powers; what is left without the first, halved; 1.
        Assert.Equal([4.456, 1.0, 1.0], placed.Select(hit => Math.Round(hit.Score, 3)));
    }

    [Fact]
    public void Place_AddsWhatAHitIsWorthMoreForItself_BeforeThePageShowsItselfAgain()
    {
        var placed = PageStrength.Place([("a1", 1.0), ("a2", 2.0), ("b1", 1.0)], hit => hit.Item1[..1], hit => hit.Item2, hit => hit.Item1 == "b1" ? 0.5 : 3);

        // The better of a is first: both as powers, and 3; then (1 + 3) halved.
        Assert.Equal([("a2", 5.228), ("a1", 2.0), ("b1", 1.5)], placed.Select(hit => (hit.Hit.Item1, Math.Round(hit.Score, 3))));
    }

    [Fact]
    public void Place_OfNothing_IsNothing() => Assert.Empty(Place());

    private static IEnumerable<string> Place(params (string Name, double Score)[] hits) =>
        PageStrength.Place(hits, hit => hit.Name[..1], hit => hit.Score, _ => 0).Select(placed => placed.Hit.Name);
}
