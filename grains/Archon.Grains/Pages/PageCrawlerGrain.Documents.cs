using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Processing;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;

namespace Archon.Grains.Pages;

/// <remarks>How a page comes of a document that was handed in: from the store instead of from a host.</remarks>
internal sealed partial class PageCrawlerGrain
{
    /// <summary>1. Bytes, with room for them. 2. Read. 3. One transaction. 4. The bytes are nobody's any more, unless a retry may want them.</summary>
    private async Task<PageOutcome> CrawlDocumentAsync(PageWork work, CancellationToken cancellationToken)
    {
        if (!DocumentAddress.TryParse(work.Url, out var address))
        {
            throw new ArgumentException($"Page {work.PageId} of crawl {work.CrawlId} is '{work.Url}', which is no address of a document.", nameof(work));
        }

        // 1.
        using var place = largeDocuments.Reserve();
        var upload = await FindUploadAsync(work, place, cancellationToken);
        await CrawlOf(work).PageFetchedAsync(work.Epoch, work.PageId);

        // 2.
        var commit = new PageCommit
        {
            CrawlId = work.CrawlId,
            Epoch = work.Epoch,
            PageId = work.PageId,
            State = PageState.Done,
            Attempts = work.Attempts + 1,
            FetchedAt = clock.GetUtcNow(),
        };
        commit = upload is null
            ? Failed(commit, PageReason.DocumentMissing, "What was handed in is not kept any more; hand it in again.")
            : await DescribeAsync(commit, work, address, upload, cancellationToken);

        // 3.
        var result = await StoreAsync(commit, cancellationToken);

        // 4.
        if (result.Outcome != CommitOutcome.Fenced && commit.State != PageState.Failed)
        {
            await ForgetUploadAsync(work, cancellationToken);
        }

        return PageRecords.Outcome(commit, result);
    }

    private async Task<UploadedDocument?> FindUploadAsync(PageWork work, DocumentPlace place, CancellationToken cancellationToken)
    {
        if (await store.MeasureUploadAsync(work.CrawlId, work.Url, cancellationToken) is not { } bytes)
        {
            return null;
        }

        await place.GrowAsync(bytes, cancellationToken);
        return await store.FindUploadAsync(work.CrawlId, work.Url, cancellationToken);
    }

    private async Task<PageCommit> DescribeAsync(
        PageCommit commit, PageWork work, DocumentAddress address, UploadedDocument upload, CancellationToken cancellationToken)
    {
        var isPdf = (DocumentKind)upload.Kind == DocumentKind.Pdf;
        var text = isPdf ? "" : uploads.Read(upload);
        if (text is null)
        {
            return Failed(commit, PageReason.DocumentBroken, "It is not the text that its name says: it holds NUL characters.");
        }

        var page = await Processor.ProcessHereAsync(
            new ProcessPage
            {
                LaneKey = this.GetPrimaryKeyString(),
                Url = work.Url,
                Depth = work.Depth,
                DocumentKind = upload.Kind,
                Text = PageText.Of(text),
                Bytes = isPdf ? PageBytes.Of(upload.Body.ToArray()) : null,
                Rules = work.Rules,
                IsHandedIn = true,
            },
            cancellationToken);
        if (page.Reason != 0)
        {
            return Failed(commit, (PageReason)page.Reason, page.Detail);
        }

        return string.IsNullOrWhiteSpace(page.Markdown)
            ? commit with { State = PageState.Skipped, Reason = PageReason.Empty, Detail = isPdf ? "It holds no text; its pages may be images." : "It holds no text." }
            : await CutAsync(commit with { Document = PageRecords.Content(page, work.Rules, address.Name, chunking.Options.Name) }, work, cancellationToken);
    }

    private static PageCommit Failed(PageCommit commit, PageReason reason, string? detail) =>
        commit with { State = PageState.Failed, Reason = reason, Detail = detail };

    // The page is durable: what is left here is found by who looks for what nobody waits for.
    private async Task ForgetUploadAsync(PageWork work, CancellationToken cancellationToken)
    {
        try
        {
            await store.ForgetUploadAsync(work.CrawlId, work.Url, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotForgotten(exception, work.Url, work.CrawlId);
        }
    }
}
