using System.Globalization;
using Archon.Domain.Crawling;
using Archon.Domain.Politeness;
using Archon.Domain.Tests.Vectors;

namespace Archon.Domain.Tests.Politeness;

public sealed class ExchangeJudgeTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases => Vector.Read3("exchanges.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_SaysHowTheHostIsDoing(string reason, string status, string expected) =>
        Assert.Equal(
            Enum.Parse<ExchangeVerdict>(expected),
            ExchangeJudge.Judge(Enum.Parse<PageReason>(reason), status.Length == 0 ? null : int.Parse(status, CultureInfo.InvariantCulture)));
}
