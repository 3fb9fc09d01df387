using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Microsoft.Playwright;

namespace Archon.Gateway.Tests.Web;

public sealed class SearchPageTests(Browser browser) : WebPageTest(browser)
{
    protected override ColorScheme Scheme => ColorScheme.Dark;

    [Fact]
    public async Task EverySource_CanBeChosen()
    {
        const int Count = 401;
        Archon.Sources.AddRange(Enumerable.Range(1, Count).Select(n => new Source { Id = $"s{n}", Url = $"https://docs.example.org/{n}/", Title = $"Docs {n}" }));

        await Page.GotoAsync($"/#/search?{Uri.EscapeDataString($"q=x&kind=chunks&source=s{Count}")}");

        await Expect(Page.GetByLabel("Source").Locator("option")).ToHaveCountAsync(Count + 1);
        await Expect(Page.GetByLabel("Source").Locator("option:checked")).ToHaveTextAsync($"Docs {Count} · https://docs.example.org/{Count}/");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task ASearch_ShowsWhatMatches_AndTheStoredPage()
    {
        Archon.Sources.Add(new Source { Id = "s1", Url = "https://docs.example.org/", Title = "Example docs" });
        Archon.Pages.Add(new StoredPage
        {
            Id = "p1",
            SourceId = "s1",
            CrawlId = "c1",
            Url = "https://docs.example.org/streams",
            Title = "Streams",
            Markdown = "# Streams\n\nA stream is a sequence.\n\n```csharp\nList<T> all = [];\n\n    if (x) { }\n```\n",
            ContentHash = "00",
            FetchedAt = DateTimeOffset.UnixEpoch,
        });
        Archon.Results = new SearchResults
        {
            Results =
            [
                new SearchResult
                {
                    Url = "https://docs.example.org/streams", Title = "Streams", Heading = "Guide › Streams › Subscribing", Content = "List<T> all = [];\n    if (x) { }",
                    Snippet = "A subscriber \u0002streams\u0003 events from the \u0002stream\u0003 and asks the journal for what it missed.", Score = 0.5, SourceId = "s1", PageId = "p1", Language = "csharp",
                },
            ],
        };
        await Page.GotoAsync("/#/search");
        await Page.GetByLabel("Search for").FillAsync("  ");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("Say what to look for.")).ToBeVisibleAsync();
        Assert.Null(Archon.LastSearch);
        await Page.GetByLabel("Search for").FillAsync("streams & \"journal\" 100%");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await Expect(Page.Locator("mark")).ToHaveTextAsync(["streams", "stream"]);
        Assert.Equal("streams & \"journal\" 100%", Archon.LastSearch!.Query);
        await ShootAsync("search-dark");
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("Search for")).ToHaveValueAsync("streams & \"journal\" 100%");
        await Page.GetByLabel("Source").SelectOptionAsync("s1");
        await Page.GetByRole(AriaRole.Radio, new() { Name = "Code" }).CheckAsync();
        await Expect(Page.Locator("pre.code")).ToHaveTextAsync("List<T> all = [];\n    if (x) { }");
        Assert.Equal(("code", "s1"), (Archon.LastSearch.Kind, Archon.LastSearch.SourceId));
        await ShootAsync("search-code-dark");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Streams", Exact = true }).ClickAsync();
        await Expect(Page.Locator("pre.markdown")).ToContainTextAsync("List<T> all = [];");
        await ShootAsync("page-dark");
        Assert.Empty(Errors);
    }
}
