using System.Net;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Planning;

namespace Archon.Gateway.Tests.Http;

public sealed class PlanTests : GatewayTest
{
    [Fact]
    public async Task Plan_IsAnsweredAsItIs_AndStartsNothing()
    {
        Archon.Plan = new CrawlPlan
        {
            Url = "https://docs.example.org/",
            Mode = "recursive",
            Refused = 1,
            Links = [new PlannedLink { Url = "https://example.org/", FoundIn = "https://docs.example.org/", Reason = "out-of-scope" }],
        };

        var plan = await PostAsync("/api/crawls/plan", """{"url":"https://docs.example.org/","mode":"auto"}""", HttpStatusCode.OK);

        Assert.Equal("auto", Archon.LastRequest!.Mode);
        Assert.Equal(("recursive", 1), (plan.GetProperty("mode").GetString(), plan.GetProperty("refused").GetInt32()));
        Assert.Equal("out-of-scope", plan.GetProperty("links")[0].GetProperty("reason").GetString());
        Assert.Equal(0, (await GetAsync("/api/crawls")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Plan_OfAWrongRequest_NamesTheMember()
    {
        Archon.Plan = new CrawlPlan { Field = "scope", Message = "scope is 'galaxy'; it must be one of subtree, host, domain." };

        Assert.Equal("scope", (await PostAsync("/api/crawls/plan", """{"url":"https://docs.example.org/","scope":"galaxy"}""", HttpStatusCode.BadRequest)).GetProperty("field").GetString());
        Assert.Equal("url", (await PostAsync("/api/crawls/plan", """{"mode":"auto"}""", HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }
}
