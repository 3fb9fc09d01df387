using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.Grains.Documents;

namespace Archon.Grains.Crawling;

/// <remarks>A crawl of documents that were handed in: they are durable before it is.</remarks>
internal sealed partial class CrawlGrain
{
    public async Task<AddDocumentsResult> AddDocumentsAsync(StartDocuments command, CancellationToken cancellationToken)
    {
        if (_record is not null)
        {
            return new AddDocumentsResult { Outcome = AddDocumentsOutcome.Started, CrawlId = CrawlId };
        }

        if (DocumentRequests.TryRead(command, out var settings, out var source) is { } wrong)
        {
            return wrong;
        }

        var documents = await patience.ReadAsync(store.CountUploadsAsync(CrawlId, cancellationToken), cancellationToken);
        if (documents == 0 && await patience.ReadAsync(store.FindCrawlAsync(CrawlId, cancellationToken), cancellationToken) is null)
        {
            return DocumentRequests.Wrong(AddDocumentsOutcome.Invalid, "documents", "There is no document to hand in, or what was handed in before is not kept any more.");
        }

        var started = await CreateAsync(SourceId.From(source), settings, $"Documents of {source} queued", documents);
        return started.Outcome == StartOutcome.Started
            ? new AddDocumentsResult { Outcome = AddDocumentsOutcome.Started, CrawlId = CrawlId }
            : new AddDocumentsResult { Outcome = AddDocumentsOutcome.AlreadyRunning, CrawlId = started.CrawlId, Field = "source", Message = started.Message };
    }
}
