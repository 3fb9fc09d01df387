using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Ports.Storage;
using CrawlStatus = Archon.GrainInterfaces.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <summary>A crawl's record as people see it.</summary>
internal static class CrawlViews
{
    public static Crawl ToView(this CrawlRecord record, double previousPercentage = 0) => new()
    {
        Id = record.Id,
        Url = record.Settings.Url,
        Status = (CrawlStatus)record.Status,
        SourceId = record.SourceId,
        CreatedAt = record.CreatedAt,
        StartedAt = record.StartedAt,
        EndedAt = record.EndedAt,
        PagesDiscovered = record.Counters.PagesDiscovered,
        PagesDone = record.Counters.PagesDone,
        PagesFailed = record.Counters.PagesFailed,
        PagesSkipped = record.Counters.PagesSkipped,
        LinksRefused = record.Counters.LinksRefused,
        ChunksStored = record.Counters.ChunksStored,
        ChunksEmbedded = record.Counters.ChunksEmbedded,
        CodeExamples = record.Counters.CodeExamples,
        Error = record.Error,
        LastSequence = record.LastSequence,
        IsRefresh = record.Settings.Refreshes,
        PagesAdded = record.Counters.PagesAdded,
        PagesChanged = record.Counters.PagesChanged,
        PagesUnchanged = record.Counters.PagesUnchanged,
        PagesRemoved = record.Counters.PagesRemoved,
        Percentage = record.Status == Domain.Crawling.CrawlStatus.Error
            ? -1
            : CrawlPercentage.Compute(record.Counters, record.Settings.MaxPages, record.Status == Domain.Crawling.CrawlStatus.Complete, previousPercentage),
    };

    /// <summary>The event with these counts.</summary>
    public static CrawlProgress With(this CrawlProgress progress, CrawlCounters counters) => progress with
    {
        PagesDiscovered = counters.PagesDiscovered,
        PagesDone = counters.PagesDone,
        PagesFailed = counters.PagesFailed,
        PagesSkipped = counters.PagesSkipped,
        ChunksStored = counters.ChunksStored,
        ChunksEmbedded = counters.ChunksEmbedded,
        CodeExamples = counters.CodeExamples,
    };
}
