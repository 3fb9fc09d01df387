using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Microsoft.Playwright;

namespace Archon.Gateway.Tests.Web;

/// <summary>Crawled text is hostile; wherever it is shown, it is shown and nothing else.</summary>
public sealed class HostileTextTests(Browser browser) : WebPageTest(browser)
{
    private const string Payload =
        "</pre></script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)><iframe srcdoc='<script>alert(4)</script>'></iframe>\"'`${alert(5)}";

    private static readonly string[] Addresses = ["javascript:alert(6)", "data:text/html,<script>alert(7)</script>", "https://a/\"><img src=x onerror=alert(8)>", Payload];

    [Fact]
    public async Task HostileText_InEveryPlace_StaysText()
    {
        foreach (var (address, index) in Addresses.Select((address, index) => (address, index)))
        {
            var crawl = Archon.AddCrawl("c" + index, address);
            crawl.Append(CrawlStatus.Crawling, 10, Payload, done: 1, currentUrl: address);
            crawl.Append(index == 0 ? CrawlStatus.Error : CrawlStatus.Crawling, 10, Payload, currentUrl: address, error: index == 0 ? Payload : null);
            Archon.CrawledPages.Add(new CrawledPage { Url = address, State = "failed", Depth = 0, Reason = Payload, Detail = Payload });
        }

        Archon.Reasons.Add(new ReasonTotal { Reason = Payload, Kind = "failed", Count = 1 });
        Archon.Sources.Add(new Source { Id = "s\"1", Url = Payload, Title = Payload });
        Archon.Pages.Add(new StoredPage
        {
            Id = "p1?#%",
            SourceId = "s1",
            CrawlId = "c1",
            Url = Addresses[0],
            Title = Payload,
            Markdown = Payload,
            ContentHash = "00",
            FetchedAt = DateTimeOffset.UnixEpoch,
        });
        Archon.Results = new SearchResults
        {
            Results = [.. Addresses.Select(address => new SearchResult
            {
                Url = address, Title = Payload, Heading = Payload, Content = Payload, Snippet = $"\u0003{Payload}\u0002{Payload}\u0003\u0002", Score = 1, SourceId = "s1", PageId = "p1?#%", Language = Payload,
            })],
        };

        await Page.GotoAsync("/#/crawls");
        await Expect(Page.Locator("tbody tr")).ToHaveCountAsync(4);
        await AssertHarmlessAsync();
        for (var index = 0; index < Addresses.Length; index++)
        {
            await Page.GotoAsync($"/#/crawls/c{index}");
            await Expect(Page.Locator(".crumb")).ToContainTextAsync($"c{index}");
            await Expect(Page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
            await Expect(Page.Locator("ul.failures > li")).ToHaveCountAsync(4);
            await AssertHarmlessAsync();
        }

        await ShootAsync("hostile-crawl");
        foreach (var kind in new[] { "chunks", "code" })
        {
            await Page.GotoAsync("/#/search?" + Uri.EscapeDataString($"q={Uri.EscapeDataString(Payload)}&kind={kind}"));
            await Expect(Page.Locator(".hit")).ToHaveCountAsync(4);
            await AssertHarmlessAsync();
        }

        await ShootAsync("hostile-search");
        await Page.Locator(".hit h2 a").First.ClickAsync();
        await Expect(Page.Locator("pre.markdown")).ToHaveTextAsync(Payload);
        await AssertHarmlessAsync();
        Assert.Empty(Errors);
    }

    private async Task AssertHarmlessAsync()
    {
        Assert.Empty(Dialogs);
        await Expect(Page.Locator("main :is(script, img, svg, iframe, object, embed, style, link, base, form:not(.search, .start), [onerror], [onload])")).ToHaveCountAsync(0);
        foreach (var link in await Page.Locator("main a").AllAsync())
        {
            var address = await link.GetAttributeAsync("href");
            Assert.Matches("^(#/|https?://)", address);
            if (!address!.StartsWith("#/", StringComparison.Ordinal))
            {
                Assert.Equal(("_blank", "noopener noreferrer"), (await link.GetAttributeAsync("target"), await link.GetAttributeAsync("rel")));
            }
        }
    }
}
