using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>A store that a crawl collected into, and a crawl that refreshes it.</summary>
public abstract class RefreshConformance : StoreConformance
{
    protected static readonly DateTimeOffset Later = Noon.AddDays(1);

    protected static readonly DocumentContent Page = Documents.Of("Title", "one word", "two words").WithCode("code()") with
    {
        ETag = "\"1\"",
        LastModified = "Mon, 04 May 2026 12:00:00 GMT",
        Reading = "1r",
        Signature = 0x0123_4567_89ab_cdef,
        Links = ["https://docs.example.org/guide/a", "mailto:x@example.org", "line\nbreak"],
    };

    /// <summary>A whole crawl of the seed alone that stores this document; its counters.</summary>
    protected async Task<CrawlCounters> CollectAsync(string id, DocumentContent document, bool refreshes = false)
    {
        var epoch = refreshes ? await RefreshAsync(id) : await StartAsync(id);
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), document) with { FetchedAt = refreshes ? Later : Noon });
        return (await Store.EndCrawlAsync(End(id, epoch), Cancel))!;
    }

    /// <summary>A whole crawl of the seed and these paths below it.</summary>
    protected async Task CollectSiteAsync(string id, params string[] paths)
    {
        var epoch = await StartAsync(id);
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch), Page) with { Links = Links(1, paths) });
        foreach (var page in (await Store.ClaimPagesAsync(id, epoch, 100, Cancel))!.Value)
        {
            await CommitAsync(Done(id, epoch, page, Documents.Of(page.Url, "text of " + page.Url)));
        }

        Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
    }

    /// <summary>Creates a crawl that refreshes and takes it up; its epoch.</summary>
    protected Task<long> RefreshAsync(string id)
    {
        var crawl = Crawl(id);
        return StartAsync(crawl with { Settings = crawl.Settings with { Refreshes = true } });
    }

    /// <summary>A whole refresh in which the seed is gone.</summary>
    protected async Task<PageCommitResult> GoneAsync(string id)
    {
        var epoch = await RefreshAsync(id);
        var result = await CommitAsync(Missing(id, epoch, await ClaimOneAsync(id, epoch)));
        Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
        return result;
    }

    protected static PageCommit Missing(string id, long epoch, FrontierPage page) => Done(id, epoch, page) with
    {
        State = PageState.Failed,
        Reason = PageReason.HttpClientError,
        HttpStatus = 404,
        IsGone = true,
    };
}
