using System.Globalization;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Vectors;

namespace Archon.Domain.Tests.Crawling;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(3, 8, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));

    private static readonly double[] Chances = [0, 1];

    public static IEnumerable<TheoryDataRow<string, string, string>> Cases => Vector.Read3("retries.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_IsTriedAgainAfterItsPauseOrNot(string failure, string tries, string expected)
    {
        var parts = failure.TrimEnd('*').Split(' ');
        int? status = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null;
        double[] pauses = [.. Chances
            .Select(chance => Policy.PauseAfter(Enum.Parse<PageReason>(parts[0]), status, failure.EndsWith('*'), int.Parse(tries, CultureInfo.InvariantCulture), chance))
            .OfType<TimeSpan>()
            .Select(pause => pause.TotalMilliseconds)];

        Assert.Equal(expected, pauses is [var least, var most] ? $"{least}-{most}" : "no");
    }

    [Fact]
    public void EveryReasonOfAFailure_IsInTheVectors()
    {
        var named = Cases.Select(row => row.Data.Item1.Split(' ', '*')[0]).ToHashSet();

        Assert.Empty(Enum.GetValues<PageReason>().Where(reason => (int)reason is >= 1 and < 100).Select(reason => $"{reason}").Except(named));
    }

    [Fact]
    public void APolicyOfOneAttempt_TriesNothingAgain() =>
        Assert.Null((Policy with { Attempts = 1 }).PauseAfter(PageReason.Dns, null, asksToWait: false, tries: 1, chance: 0));
}
