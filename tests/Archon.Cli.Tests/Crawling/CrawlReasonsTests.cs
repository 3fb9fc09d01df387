using System.Net;
using Archon.Cli.Crawling;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Tests.Crawling;

public sealed class CrawlReasonsTests
{
    [Fact]
    public async Task ReadAsync_WhileTheStoreIsAway_SaysSoAndFailsNoCommand()
    {
        using var http = new HttpClient(new Away()) { BaseAddress = new Uri("http://127.0.0.1:1/") };
        var crawl = new Crawl { Id = "1a", Url = "https://e.org/", SourceId = "e-org", Status = CrawlStatus.Crawling, CreatedAt = DateTimeOffset.UnixEpoch };

        var reasons = await CrawlReasons.ReadAsync(new HttpArchonClient(http), crawl, TestContext.Current.CancellationToken);

        Assert.Empty(reasons.Totals);
        Assert.Contains("503", reasons.Unknown, StringComparison.Ordinal);
    }

    private sealed class Away : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
    }
}
