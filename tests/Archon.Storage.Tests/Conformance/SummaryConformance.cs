using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class SummaryConformance : StoreConformance
{
    private const string Model = "m#1";

    [Fact]
    public async Task Examples_WaitWithWhatIsKnownOfThem()
    {
        await StoreAsync("c", Documents.Of("Title", "one").WithCode("first()", "second()"));

        var waiting = await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel);

        Assert.Equal(["first()", "second()"], waiting.Items.Select(example => example.Material.Code));
        Assert.All(waiting.Items, example => Assert.Equal(("Title", "Guide", "An example.", "csharp"), (example.Material.Title, example.Material.Headings, example.Material.Context, example.Material.Language)));
        Assert.True(waiting.IsLast);
        Assert.Empty((await Store.ReadUnsummarisedAsync("source", Model, waiting.Past, 10, Cancel)).Items);
        Assert.Empty((await Store.ReadUnsummarisedAsync("other", Model, 0, 10, Cancel)).Items);
    }

    [Fact]
    public async Task Examples_AreReadInBoundedParts()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode([.. Enumerable.Range(0, 5).Select(n => $"f{n}()")]));

        var codes = new List<string>();
        var reads = 0;
        for (var (after, isLast) = (0L, false); !isLast; reads++)
        {
            var some = await Store.ReadUnsummarisedAsync("source", Model, after, 2, Cancel);
            Assert.InRange(some.Items.Length, 0, 2);
            codes.AddRange(some.Items.Select(example => example.Material.Code));
            (after, isLast) = (some.Past, some.IsLast);
        }

        Assert.Equal(["f0()", "f1()", "f2()", "f3()", "f4()"], codes);
        Assert.Equal(3, reads);
    }

    [Fact]
    public async Task StoredSummary_IsFound_AndItsExampleWaitsNoMore()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode("openFile()", "closeFile()"));
        var waiting = (await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items;

        Assert.Equal(1, await WriteAsync("h1", "Opens a file.", waiting[0].Id));

        Assert.Equal(waiting[1].Id, Assert.Single((await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items).Id);
        Assert.Equal(1, await CountAsync());
        Assert.Equal(("Opens a file.", "An example."), await FoundAsync("openFile"));
        Assert.Equal((null, "An example."), await FoundAsync("closeFile"));
    }

    [Fact]
    public async Task SameAgain_ChangesNothing_AndTheFirstAnswerStays()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode("openFile()"));
        var id = (await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items[0].Id;

        await WriteAsync("h1", "Opens a file.", id);
        await WriteAsync("h1", "Something else.", id);

        Assert.Equal(1, await CountAsync());
        Assert.Equal("Opens a file.", (await FoundAsync("openFile")).Summary);
    }

    [Fact]
    public async Task RefusedExample_WaitsNoMore_AndHasNoSummary()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode("poison()"));
        var id = (await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items[0].Id;

        await WriteAsync("h1", null, id);

        Assert.Empty((await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items);
        Assert.Equal(1, await CountAsync());
        Assert.Null((await FoundAsync("poison")).Summary);
    }

    [Fact]
    public async Task KnownSummary_IsUsedByOtherSources_AndByNewVersionsOfAPage()
    {
        await StoreAsync("a", Documents.Of("T", "one").WithCode("openFile()"), "first");
        await StoreAsync("b", Documents.Of("T", "one").WithCode("openFile()"), "second");
        await WriteAsync("h1", "Opens a file.", (await Store.ReadUnsummarisedAsync("first", Model, 0, 10, Cancel)).Items[0].Id, source: "first");

        var other = (await Store.ReadUnsummarisedAsync("second", Model, 0, 10, Cancel)).Items[0].Id;
        Assert.Equal([other], await Store.UseSummariesAsync(Model, [new(other, "h1")], Cancel));
        Assert.Empty(await Store.UseSummariesAsync("another#1", [new(other, "h1")], Cancel));

        await StoreAsync("a2", Documents.Of("T", "two").WithCode("openFile()"), "first");
        var again = Assert.Single((await Store.ReadUnsummarisedAsync("first", Model, 0, 10, Cancel)).Items).Id;
        Assert.Empty(await Store.UseSummariesAsync(Model, [new(again, "unknown")], Cancel));
        Assert.Equal([again], await Store.UseSummariesAsync(Model, [new(again, "h1")], Cancel));
        Assert.Equal((1L, 1L), (await CountAsync("first"), await CountAsync("second")));
    }

    [Fact]
    public async Task ExamplesThatAreGone_GetNothing()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode("openFile()"));
        var old = (await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items[0].Id;
        await StoreAsync("d", Documents.Of("T", "two").WithCode("closeFile()"));

        Assert.Equal(0, await WriteAsync("h1", "Opens a file.", old));
        Assert.Equal([old], await Store.UseSummariesAsync(Model, [new(old, "h1")], Cancel));

        Assert.Equal(0, await CountAsync());
        Assert.Null((await FoundAsync("closeFile")).Summary);
    }

    [Fact]
    public async Task AnotherModel_HasEverythingWait_AndTheFormerSummaryServesMeanwhile()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode("openFile()"));
        var id = (await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items[0].Id;
        await WriteAsync("h1", "Opens a file.", id);

        Assert.Equal(id, Assert.Single((await Store.ReadUnsummarisedAsync("source", "new#1", 0, 10, Cancel)).Items).Id);
        Assert.Equal("Opens a file.", (await FoundAsync("openFile")).Summary);
        await Store.StoreSummaryAsync(new WrittenSummary { SourceId = "source", Model = "new#1", Hash = "h1", Text = "Opens it.", Examples = [id] }, Cancel);

        Assert.Equal("Opens it.", (await FoundAsync("openFile")).Summary);
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [InlineData(CrawlStatus.Cancelled)]
    [InlineData(CrawlStatus.Paused)]
    public async Task StoppedCrawl_HasNothingWait(CrawlStatus status)
    {
        var epoch = await StoreAsync("c", Documents.Of("T", "one").WithCode("openFile()"), end: false);
        Assert.Single((await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items);

        _ = status == CrawlStatus.Paused
            ? await Store.PauseCrawlAsync(new CrawlPause("c", epoch, Entries(1, "{}")), Cancel)
            : await Store.EndCrawlAsync(End("c", epoch, status), Cancel);

        var waiting = await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel);
        Assert.Equal((0, true), (waiting.Items.Length, waiting.IsLast));
        Assert.Null(await Store.ReadSourceMaterialAsync("source", Cancel));
    }

    [Fact]
    public async Task Source_HasItsMaterialAndItsSummary()
    {
        await StoreAsync("c", Documents.Of("The Guide", "# The Guide\n\nIt tells all.", "More of it."));

        var material = (await Store.ReadSourceMaterialAsync("source", Cancel))!;
        Assert.Equal(("The Guide", "https://source.example.org/", "# The Guide\n\nIt tells all."), (material.Title, material.Url, material.Beginning));
        Assert.Equal(["The Guide"], material.PageTitles);
        Assert.Equal((null, material.Beginning), await SourceAsync());
        Assert.False(await Store.UseSourceSummaryAsync("source", Model, "s1", Cancel));

        await Store.StoreSummaryAsync(new WrittenSummary { SourceId = "source", Model = Model, Hash = "s1", Text = "A guide to all.", IsOfSource = true }, Cancel);

        Assert.Equal(("A guide to all.", material.Beginning), await SourceAsync());
        Assert.True(await Store.UseSourceSummaryAsync("source", Model, "s1", Cancel));
        Assert.False(await Store.UseSourceSummaryAsync("source", Model, "s2", Cancel));
        Assert.Equal("A guide to all.", Assert.Single((await Store.ListSourcesAsync(10, null, Cancel)).Items).Summary);

        async Task<(string? Summary, string Beginning)> SourceAsync() =>
            await Store.FindSourceAsync("source", Cancel) is { } found ? (found.Summary, found.Beginning) : throw new InvalidOperationException("It is gone.");
    }

    [Fact]
    public async Task FirstPassages_AreThoseOfTheSeed_ThenOfThePagesThatWereFoundFirst()
    {
        var longOne = new string('x', FirstPassages.MostRead + 1);
        await StorePagesAsync(("", ["b1", "b2", longOne, "b4"]), ("z", ["z1"]), ("a", ["a1"]));

        var passages = await Store.ReadFirstPassagesAsync(["source", "unknown"], Cancel);

        Assert.Equal(["b1", "b2", longOne[1..], "z1", "a1"], passages["source"]);
        Assert.Empty(passages["unknown"]);
    }

    [Fact]
    public async Task FirstPassages_WhileTheNewestCrawlHasStoredNothingElse_AreOfTheFirstUrls()
    {
        await StorePagesAsync(("", ["seed"]), ("z", ["z1"]), ("a", ["a1"]));
        var epoch = await StartAsync(Crawl("d"));
        await CommitAsync(Done("d", epoch, await ClaimOneAsync("d", epoch), Documents.Of("T", "seed")));

        Assert.Equal(["seed", "a1", "z1"], (await Store.ReadFirstPassagesAsync(["source"], Cancel))["source"].Order(StringComparer.Ordinal).OrderByDescending(text => text == "seed"));
    }

    [Fact]
    public async Task FirstPassages_AreOfAFewPages()
    {
        await StorePagesAsync([("", ["seed"]), .. Enumerable.Range(1, FirstPassages.Pages + 2).Select(at => ($"p{at}", (string[])[$"text {at}"]))]);

        Assert.Equal(["seed", .. Enumerable.Range(1, FirstPassages.Pages - 1).Select(at => $"text {at}")], (await Store.ReadFirstPassagesAsync(["source"], Cancel))["source"]);
    }

    [Fact]
    public async Task UnusedSummaries_AreForgotten_AndUsedOnesStay()
    {
        await StoreAsync("a", Documents.Of("T", "one").WithCode("kept()", "shared()", "dropped()"), "first");
        await StoreAsync("b", Documents.Of("T", "one").WithCode("shared()"), "second");
        var ids = (await Store.ReadUnsummarisedAsync("first", Model, 0, 10, Cancel)).Items.Select(example => example.Id).ToList();
        foreach (var (name, index) in new[] { ("kept", 0), ("shared", 1), ("dropped", 2) })
        {
            await WriteAsync(name, $"It is {name}.", ids[index], source: "first");
        }

        var other = (await Store.ReadUnsummarisedAsync("second", Model, 0, 10, Cancel)).Items[0].Id;
        await Store.UseSummariesAsync(Model, [new(other, "shared")], Cancel);
        await StoreAsync("a2", Documents.Of("T", "two").WithCode("kept()"), "first");
        var kept = (await Store.ReadUnsummarisedAsync("first", Model, 0, 10, Cancel)).Items[0].Id;
        await Store.UseSummariesAsync(Model, [new(kept, "kept")], Cancel);

        var slices = 0;
        for (long? after = 0; after is { } past; slices++)
        {
            after = await Store.ForgetUnusedSummariesAsync("first", past, 2, Cancel);
        }

        Assert.Equal(2, slices);
        await StoreAsync("c", Documents.Of("T", "one").WithCode("kept()", "shared()", "dropped()"), "third");
        var third = (await Store.ReadUnsummarisedAsync("third", Model, 0, 10, Cancel)).Items;
        var known = await Store.UseSummariesAsync(Model, [.. third.Select(example => new ExampleHash(example.Id, example.Material.Code[..^2]))], Cancel);
        Assert.Equal(["kept()", "shared()"], third.Where(example => known.Contains(example.Id)).Select(example => example.Material.Code));
        Assert.Null(await Store.ForgetUnusedSummariesAsync("nothing", 0, 2, Cancel));
    }

    [Fact]
    public async Task DeletedSource_TakesNoLateSummary()
    {
        await StoreAsync("c", Documents.Of("T", "one").WithCode("openFile()"));
        var id = (await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items[0].Id;
        Assert.Equal(DeleteSourceOutcome.Deleted, await Store.DeleteSourceAsync("source", Cancel));

        Assert.Equal(0, await WriteAsync("h1", "Opens a file.", id));
        Assert.Empty((await Store.ReadUnsummarisedAsync("source", Model, 0, 10, Cancel)).Items);
        Assert.True(await Store.UseSourceSummaryAsync("source", Model, "h1", Cancel));
        Assert.Equal(0, await CountAsync());
    }

    // A crawl of a seed that links to the others in their order.
    private async Task StorePagesAsync(params (string Path, string[] Passages)[] pages)
    {
        var epoch = await StartAsync(Crawl("c"));
        var links = Links(1, [.. pages.Skip(1).Select(page => page.Path)]);
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("T", pages[0].Passages)) with { Links = links });
        foreach (var (_, passages) in pages.Skip(1))
        {
            await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("T", passages)));
        }

        Assert.NotNull(await Store.EndCrawlAsync(End("c", epoch), Cancel));
    }

    private Task<int> WriteAsync(string hash, string? text, long example, string source = "source") =>
        Store.StoreSummaryAsync(new WrittenSummary { SourceId = source, Model = Model, Hash = hash, Text = text, Examples = [example] }, Cancel);

    private async Task<long> CountAsync(string source = "source") => (await Store.CountSummarisedAsync([source, "unknown"], Model, Cancel))[source];

    private async Task<(string? Summary, string? Context)> FoundAsync(string words)
    {
        var hit = Assert.Single(await Store.SearchAsync(new SearchQuery { Text = words, Kind = SearchKind.Code }, Cancel));
        return (hit.Summary, hit.Context);
    }
}
