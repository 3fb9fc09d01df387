using Archon.Gateway.Tests.Hosting;
using Archon.Gateway.Tests.Scripted;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Microsoft.Playwright;

namespace Archon.Gateway.Tests.Web;

public sealed class CrawlPageTests(Browser browser) : WebPageTest(browser)
{
    [Fact]
    public async Task ACrawl_IsStartedWatchedReloadedAndSeenToItsEnd()
    {
        await Page.GotoAsync("/");
        await Page.GetByText("Options").ClickAsync();
        await Page.GetByLabel("Pages at most").FillAsync("50");
        await Page.GetByLabel("Not paths like").FillAsync("/blog/**, /old/**");
        await ShootAsync("start");
        await Page.GetByLabel("Address").FillAsync("https://docs.example.org/guide/");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start crawl" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Cancel crawl" })).ToBeVisibleAsync();
        Assert.Equal(50, Archon.LastRequest!.MaxPages);
        Assert.Equal(["/blog/**", "/old/**"], Archon.LastRequest.Exclude);
        var crawl = Archon[Page.Url[(Page.Url.LastIndexOf('/') + 1)..]];
        Archon.Reasons.Add(new ReasonTotal { Reason = "http-client-error", Kind = "failed", Count = 2 });
        Archon.Reasons.Add(new ReasonTotal { Reason = "disallowed-by-robots", Kind = "skipped", Count = 3 });
        Archon.CrawledPages.Add(new CrawledPage { Url = "https://docs.example.org/guide/gone", State = "failed", Depth = 1, HttpStatus = 404, Reason = "http-client-error" });
        crawl.Append(CrawlStatus.Analyzing, 0, "Reading the seed and its sitemap");
        crawl.Append(CrawlStatus.Crawling, 30, "Found 40 pages", done: 12, currentUrl: "https://docs.example.org/guide/install");

        await Expect(Page.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "30");
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("Found 40 pages");
        await Expect(Page.GetByText("the server answered 4xx · HTTP 404")).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-count=pagesDone]")).ToHaveTextAsync("12");
        await ShootAsync("crawl-live");

        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "30");
        await Expect(Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Found 40 pages" })).ToHaveCountAsync(1);
        crawl.Append(CrawlStatus.Complete, 100, "Crawl operation completed successfully", done: 40);

        await Expect(Page.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "100");
        await Expect(Page.Locator("[data-status=complete]")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Cancel crawl" })).ToBeHiddenAsync();
        await ShootAsync("crawl-complete");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task ACrawl_IsPausedResumedAndRetriedFromItsPage()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 42, "Under way", done: 17);
        await Page.GotoAsync("/#/crawls/c1");
        await Expect(Button("Resume")).ToBeHiddenAsync();
        await Expect(Button("Retry failed pages")).ToBeHiddenAsync();

        await Button("Pause").ClickAsync();
        await Expect(Page.Locator("[data-status=paused]")).ToBeVisibleAsync();
        await Expect(Page.Locator(".connection")).ToHaveTextAsync("");
        await Expect(Button("Pause")).ToBeHiddenAsync();
        await Expect(Button("Cancel crawl")).ToBeVisibleAsync();
        await ShootAsync("crawl-paused");

        await Button("Resume").ClickAsync();
        await Expect(Page.Locator("[data-status=crawling]")).ToBeVisibleAsync();
        await Expect(Page.Locator(".connection")).ToHaveTextAsync("live");
        await Expect(Button("Resume")).ToBeHiddenAsync();

        crawl.Append(CrawlStatus.Complete, 100, "Done", done: 40);
        await Expect(Button("Pause")).ToBeHiddenAsync();
        await Expect(Button("Retry failed pages")).ToBeVisibleAsync();
        await ShootAsync("crawl-failed-pages");

        await Button("Retry failed pages").ClickAsync();
        await Expect(Page.Locator("[data-status=queued]")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("The pages that failed are tried again");
        crawl.Append(CrawlStatus.Crawling, 95, "Retried", done: 40);
        await Expect(Page.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "95");
        crawl.Append(CrawlStatus.Complete, 100, "Done again", done: 42);
        await Expect(Page.Locator("[data-status=complete]")).ToBeVisibleAsync();

        Archon.RetryRefusal = new RetryFailedResult { Outcome = RetryFailedOutcome.NothingFailed, Message = "No page of crawl c1 has failed." };
        await Button("Retry failed pages").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("No page of crawl c1 has failed.");

        // Both runs stand in the log after a reload, the end in the middle too.
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Log)).ToContainTextAsync("Done again");
        await Expect(Page.Locator("[data-status=complete]")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1100)]
    [InlineData(700)]
    [InlineData(360)]
    public async Task TheCounts_StayInTheirPlaces_WhateverTheWidth(int width)
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 42, "Under way", done: 123_456, etaSeconds: 3_599);
        await Page.SetViewportSizeAsync(width, 820);
        await Page.GotoAsync("/#/crawls/c1");
        await Expect(Page.Locator(".counts")).ToContainTextAsync("59 min 59 s");

        var outside = await Page.Locator(".counts dd").EvaluateAllAsync<string[]>(
            "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.previousElementSibling.textContent)");

        await ShootAsync($"crawl-{width}");
        Assert.Empty(outside);
    }

    [Fact]
    public async Task ARequestThatIsWrong_IsShownAtItsField()
    {
        Archon.OnStart = _ => new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "maxDepth", Message = "maxDepth is 5000; it must be 0 to 1,000." };
        await Page.GotoAsync("/");
        await Page.GetByLabel("Address").FillAsync("https://docs.example.org/");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("maxDepth is 5000; it must be 0 to 1,000.");
        await Expect(Page.GetByLabel("Link depth")).ToBeFocusedAsync();
        await ShootAsync("start-invalid");
    }

    [Fact]
    public async Task ACrawl_IsCancelledFromItsPage_AndListed()
    {
        var crawl = Archon.AddCrawl("c2");
        crawl.Append(CrawlStatus.Crawling, 42, "Under way", done: 17);
        crawl.StoredAtTheEnd = 2;
        Archon.AddCrawl("c1", "https://other.example.org/").Append(CrawlStatus.Error, -1, "It broke", done: 3, error: "The site is gone.");
        Archon.AddCrawl("c0", "https://third.example.org/manual/").Append(CrawlStatus.Complete, 100, "Done", done: 40);
        await Page.GotoAsync("/#/crawls");
        await Expect(Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await ShootAsync("crawls");

        await Page.GetByRole(AriaRole.Link, new() { Name = "https://docs.example.org/guide/" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel crawl" }).ClickAsync();
        await Expect(Page.Locator("[data-status=cancelled]")).ToBeVisibleAsync();
        await Expect(Page.Locator("[data-count=pagesDone]")).ToHaveTextAsync("19");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Crawls" }).First.ClickAsync();
        await Expect(Page.Locator("[data-crawl=c2]")).ToContainTextAsync("cancelled");
        await Page.GetByRole(AriaRole.Link, new() { Name = "https://other.example.org/" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The site is gone.");
        await ShootAsync("crawl-error");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task AnAddressWithoutAView_SaysSo()
    {
        await Page.GotoAsync("/#/bogus");

        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("There is nothing at this address.");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Start a crawl" }).Last.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).First).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task ARestartOfTheGateway_IsShownAndSurvived()
    {
        var archon = new ScriptedClient();
        var crawl = archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 10, "before", done: 4);
        var first = await GatewayHost.StartAsync(archon, cancellationToken: Token);
        await Page.GotoAsync(new Uri(first.Address, "#/crawls/c1").ToString());
        await Expect(Page.Locator(".connection")).ToHaveTextAsync("live");

        await first.DisposeAsync();
        await Expect(Page.Locator(".connection")).ToHaveTextAsync("reconnecting…");
        crawl.Append(CrawlStatus.Crawling, 20, "meanwhile", done: 8);
        await using var second = await GatewayHost.StartAsync(archon, first.Address.Port, cancellationToken: Token);

        await Expect(Page.Locator(".connection")).ToHaveTextAsync("live");
        await Expect(Page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(Page.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "20");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task AWatch_ThatBeginsAfterTheEnd_IsOverAtOnce(long after)
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Complete, 100, "Done", done: 40);
        await Page.GotoAsync("/");

        var told = await Page.EvaluateAsync<string>(
            """
            async after => {
              const { watch } = await import("/progress.js");
              return await new Promise(resolve => watch("c1", after, { event: () => resolve("event"), connection: resolve }));
            }
            """,
            after);

        Assert.Equal("ended", told);
        Assert.Empty(Errors);
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
