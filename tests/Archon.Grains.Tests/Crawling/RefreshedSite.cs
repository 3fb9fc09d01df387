using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Crawling;

/// <summary>The site that tests of refreshes change, and what came of a refresh.</summary>
internal static class RefreshedSite
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Four pages with ETags: the seed, two it links to, and one behind the first of them.</summary>
    public static async Task<DocSite> SiteAsync()
    {
        var site = await DocSite.StartAsync();
        site.Tagged("/docs/", "1", "/docs/a", "/docs/b", "/other/");
        site.Tagged("/docs/a", "1", "/docs/deep");
        site.Tagged("/docs/b", "1");
        site.Tagged("/docs/deep", "1");
        return site;
    }

    public static (long Added, long Changed, long Unchanged, long Removed) Changes(CrawlRecord record) =>
        (record.Counters.PagesAdded, record.Counters.PagesChanged, record.Counters.PagesUnchanged, record.Counters.PagesRemoved);

    public static async Task<List<DocumentRecord>> DocumentsAsync(ArchonCluster archon) =>
        [.. (await archon.Store.Inner.ListDocumentsAsync((await archon.RecordAsync("c1")).SourceId, 1000, null, Cancel)).Items];
}
