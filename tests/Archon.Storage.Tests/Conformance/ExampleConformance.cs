using System.Collections.Immutable;
using Archon.Domain.CodeExamples;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>Titles and tabs of code examples, and examples that are the same or nearly so.</summary>
public abstract class ExampleConformance : StoreConformance
{
    [Fact]
    public async Task Title_Guess_AndSketch_AreKept()
    {
        await StoreAsync("c", Page(new CodeExample(0, "rust", "fn frobnicate() {}", ["Guide"], "Text.") { Title = "src/main.rs", IsGuessed = true, Sketch = [1, 2, 3, 4, 5, 6, 7, 8] }));

        var example = Assert.Single(await FindAsync("frobnicate")).Example!;
        Assert.Equal(("src/main.rs", true, null, 0), (example.Title, example.IsGuessed, example.Tab, example.AlsoOnCount));
        Assert.Empty(example.Tabs);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Assert.Single(await Store.ReadSketchesAsync("source", 0, 10, Cancel)).Sketch);
    }

    [Fact]
    public async Task Tabs_AreOneResult_AndEachIsFound()
    {
        await StoreAsync("c", Page(Tab(0, "npm", "npm install frobnicator"), Tab(1, "Yarn", "yarn add frobnicator  # xylophone"), Example(2, "use frobnicator")));

        var found = await FindAsync("xylophone");
        Assert.Equal(("Yarn", "yarn add frobnicator  # xylophone"), (Assert.Single(found).Example!.Tab, found[0].Content));
        Assert.Equal([new ExampleTab("npm", "sh", "npm install frobnicator"), new ExampleTab("Yarn", "sh", "yarn add frobnicator  # xylophone")], found[0].Example!.Tabs);
        Assert.Equal(2, (await FindAsync("frobnicator")).Length);
    }

    [Fact]
    public async Task AGroup_IsOneResult_WithTheOtherPages()
    {
        await StoreGroupAsync();

        var hit = Assert.Single(await FindAsync("frobnicate"));
        List<string> pages = [Seed + "a", Seed + "b", Seed + "c"];
        Assert.Contains(hit.Url, pages);
        Assert.Equal(pages.Where(page => page != hit.Url), hit.Example!.AlsoOn);
        Assert.Equal(2, hit.Example.AlsoOnCount);
    }

    [Fact]
    public async Task WhatIsLeftOfAGroup_IsFound_WhicheverGoes()
    {
        var epoch = await StoreGroupAsync();
        await Store.EndCrawlAsync(End("c", epoch), Cancel);
        var first = Assert.Single(await FindAsync("frobnicate")).Url;

        // The page that was shown comes again with other code.
        var again = await StartWithLinksAsync("d", first[Seed.Length..]);
        await CommitAsync(Done("d", again, await ClaimOneAsync("d", again), Page(Example(0, "other"))));

        var hit = Assert.Single(await FindAsync("frobnicate"));
        Assert.NotEqual(first, hit.Url);
        Assert.Equal((1, 1), (hit.Example!.AlsoOnCount, hit.Example.AlsoOn.Length));
        Assert.DoesNotContain(first, hit.Example.AlsoOn);
        Assert.Equal(0, Assert.Single(await FindAsync("other")).Example!.AlsoOnCount);
    }

    [Fact]
    public async Task AnExampleThatIsGone_GetsNoGroup_AndAnEndedGroupIsNone()
    {
        await StoreGroupAsync();
        var sketched = await Store.ReadSketchesAsync("source", 0, 10, Cancel);
        await Store.GroupExamplesAsync([new(999_999, 1), new(sketched[0].Id, null)], Cancel);
        await Store.GroupExamplesAsync([new(999_999, 1), new(sketched[0].Id, null)], Cancel);

        Assert.Equal(2, (await FindAsync("frobnicate")).Length);
        Assert.Equal([null, sketched[0].Id, sketched[0].Id], (await Store.ReadSketchesAsync("source", 0, 10, Cancel)).Select(example => example.Group));
    }

    [Fact]
    public async Task Sketches_AreRead_SomeAtATime()
    {
        await StoreAsync("c", Page([.. Enumerable.Range(0, 5).Select(i => Example(i, $"code {i}"))]));

        var first = await Store.ReadSketchesAsync("source", 0, 3, Cancel);
        var second = await Store.ReadSketchesAsync("source", first[^1].Id, 3, Cancel);

        Assert.Equal((3, 2), (first.Length, second.Length));
        Assert.Equal(5, first.Concat(second).Select(example => example.Id).Distinct().Count());
        Assert.Empty(await Store.ReadSketchesAsync("nothing", 0, 3, Cancel));
    }

    [Fact]
    public async Task CodeOfTabs_IsAllOfThem()
    {
        await StoreAsync("c", Page(Example(0, "alone"), Tab(1, "A", "one"), Tab(2, "B", "two")));
        ImmutableArray<long> ids = [.. (await Store.ReadSketchesAsync("source", 0, 10, Cancel)).Select(example => example.Id)];

        var code = (await Store.ReadExampleCodeAsync([.. ids, 999_999], Cancel)).ToDictionary(example => example.Id, example => example.Variants);

        Assert.Equal(3, code.Count);
        Assert.Equal([new CodeVariant("alone", "sh")], code[ids[0]]);
        Assert.Equal([new CodeVariant("one", "sh"), new CodeVariant("two", "sh")], code[ids[1]]);
        Assert.Equal(code[ids[1]], code[ids[2]]);
    }

    [Fact]
    public async Task DeletedSource_LeavesNoGroup()
    {
        var epoch = await StoreGroupAsync();
        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        Assert.Equal(DeleteSourceOutcome.Deleted, await Store.DeleteSourceAsync("source", Cancel));

        Assert.Empty(await FindAsync("frobnicate"));
        Assert.Empty(await Store.ReadSketchesAsync("source", 0, 10, Cancel));
    }

    private static DocumentContent Page(params CodeExample[] examples) => Documents.Of("Title", $"Text {examples[0].Code}") with { CodeExamples = [.. examples] };

    private static CodeExample Example(int ordinal, string code) => new(ordinal, "sh", code, ["Guide"], "Text.") { Title = "Guide", Sketch = CodeSketch.Of(new CodeVariant(code, "sh")) };

    private static CodeExample Tab(int ordinal, string label, string code) => Example(ordinal, code) with { Tab = label, TabsBegin = ordinal == 0 || label is "A" ? ordinal : label == "B" ? 1 : 0 };

    /// <summary>The same code on three pages, in one group.</summary>
    private async Task<long> StoreGroupAsync()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b", "c");
        foreach (var page in (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value)
        {
            await CommitAsync(Done("c", epoch, page, Documents.Of($"Title {page.Url}", $"Text of {page.Url}") with { CodeExamples = [Example(0, "frobnicate --all")] }));
        }

        var sketched = await Store.ReadSketchesAsync("source", 0, 10, Cancel);
        await Store.GroupExamplesAsync([.. sketched.Select(example => new GroupedExample(example.Id, sketched[0].Id))], Cancel);
        return epoch;
    }

    private Task<ImmutableArray<SearchHit>> FindAsync(string text) => Store.SearchAsync(new SearchQuery { Text = text, Kind = SearchKind.Code }, Cancel);
}
