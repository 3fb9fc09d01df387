using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Sites whose every page ends with the same box.</summary>
public sealed class RecurringTextTests
{
    private const string Box = "Write to us about it.";
    private const string Note = "This is experimental.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatStandsOnEveryPage_IsOnNone_AndWhatStandsOnSomeStays()
    {
        await using var site = await SiteAsync(70);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 70), (record.Status, record.Counters.PagesDone));
        Assert.Equal(["Edit this page", "Write to us about it. Yes No"], record.Discovery!.Recurring.Select(block => block.Text).Order(StringComparer.Ordinal));
        var documents = await DocumentsAsync(archon, record);
        Assert.Equal(70, documents.Count);
        Assert.All(documents, document => Assert.DoesNotContain(Box, document.Markdown, StringComparison.Ordinal));
        Assert.All(documents, document => Assert.DoesNotContain("Edit this page", document.Markdown, StringComparison.Ordinal));
        Assert.All(documents, document => Assert.Contains("explains at some length", document.Markdown, StringComparison.Ordinal));
        Assert.Equal(35, documents.Count(document => document.Markdown.Contains(Note, StringComparison.Ordinal)));
        await AssertCountersAsync(archon, record);
    }

    [Fact]
    public async Task OfASmallSite_ItIsLearnedAtTheEnd()
    {
        await using var site = await SiteAsync(14);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        var documents = await DocumentsAsync(archon, record);
        Assert.Equal(14, documents.Count);
        Assert.All(documents, document => Assert.DoesNotContain(Box, document.Markdown, StringComparison.Ordinal));
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log == "Took out of 14 pages what stands on nearly every page");
        await AssertCountersAsync(archon, record);
    }

    [Fact]
    public async Task OfFewPages_NothingIsLearned()
    {
        await using var site = await SiteAsync(11);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Empty(record.Discovery!.Recurring);
        Assert.All(await DocumentsAsync(archon, record), document => Assert.Contains(Box, document.Markdown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARefresh_BeginsWithIt_AndFindsEveryPageAsItWas()
    {
        await using var site = await SiteAsync(50);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Page("/docs/p50");
        site.Put("/docs/p49", Page("/docs/p49", ["/docs/p50"]));

        var record = await archon.RefreshAsync("r1", "c1");

        Assert.Equal((1, 1, 49, 0), (record.Counters.PagesAdded, record.Counters.PagesChanged, record.Counters.PagesUnchanged, record.Counters.PagesRemoved));
        Assert.Equal(2, record.Discovery!.Recurring.Length);
        Assert.All(await DocumentsAsync(archon, record), document => Assert.DoesNotContain(Box, document.Markdown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhenTheStoreIsAway_TheEndTriesAgain_AndCountsOnce()
    {
        await using var site = await SiteAsync(20);
        await using var archon = await ArchonCluster.StartAsync();
        var tries = 0;
        archon.Store.After(nameof(IArchonStore.RewritePageAsync), () =>
            Interlocked.Increment(ref tries) == 3 ? throw new StorageUnavailableException("It is away.") : Task.CompletedTask);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 20), (record.Status, record.Counters.PagesDone));
        Assert.All(await DocumentsAsync(archon, record), document => Assert.DoesNotContain(Box, document.Markdown, StringComparison.Ordinal));
        await AssertCountersAsync(archon, record);
    }

    private static async Task AssertCountersAsync(ArchonCluster archon, CrawlRecord record)
    {
        var source = (await archon.Store.Inner.FindSourceAsync(record.SourceId, Cancel))!;
        Assert.Equal(
            (source.Documents, source.Chunks, source.Chunks, source.CodeExamples),
            (record.Counters.PagesDone, record.Counters.ChunksStored, record.Counters.ChunksEmbedded, record.Counters.CodeExamples));
        Assert.Equal(record.Counters.PagesDone, source.CodeExamples);
    }

    private static async Task<IReadOnlyList<DocumentRecord>> DocumentsAsync(ArchonCluster archon, CrawlRecord record) =>
        (await archon.Store.Inner.ListDocumentsAsync(record.SourceId, 1000, null, Cancel)).Items;

    private static async Task<DocSite> SiteAsync(int pages)
    {
        var site = await DocSite.StartAsync();
        var links = Enumerable.Range(1, pages - 1).Select(n => $"/docs/p{n}").ToArray();
        site.Put("/docs/", Page("/docs/", links));
        foreach (var (n, link) in links.Index())
        {
            site.Put(link, Page(link, [], n % 2 == 0 ? $"<p>{Note}</p>" : ""));
        }

        return site;
    }

    private static SiteAnswer Page(string path, string[] links, string note = "") => new()
    {
        Body = DocSite.Html(path, links).Replace(
            "</main>",
            $"{note}<pre><code>run {path}\n  --with care</code></pre><p>Write to us about it. Yes No</p><p><a href=\"/edit{path}\">Edit this page</a></p></main>",
            StringComparison.Ordinal),
    };
}
