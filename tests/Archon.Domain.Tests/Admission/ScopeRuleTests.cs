using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Urls;
using Archon.Domain.Tests.Vectors;

namespace Archon.Domain.Tests.Admission;

public sealed class ScopeRuleTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases => Vector.Read3("scopes.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_IsInOrOut(string scope, string link, string expected)
    {
        var parts = scope.Split(' ');
        var rule = new ScopeRule(Enum.Parse<CrawlScope>(parts[0], ignoreCase: true), TestUrl.Of(parts[1]));

        Assert.Equal(expected == "in" ? PageReason.None : PageReason.OutOfScope, rule.Judge(TestUrl.Of(link)));
    }
}
