using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using CrawlStatus = Archon.GrainInterfaces.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <summary>A crawl's record as people see it.</summary>
internal static class CrawlViews
{
    /// <summary>The crawl with the percentage that its newest event told: computed anew from the counts it might be less.</summary>
    public static Crawl ToView(this CrawlRecord record) => record.LastTold() is { } told ? record.ToView(told.Percentage, told.ExamplesSummarised) : record.ToView(0, null);

    /// <summary>The newest event of the crawl; null when there is none.</summary>
    public static CrawlProgress? LastTold(this CrawlRecord record) =>
        record.LastEntryBody is { } body ? JournalJson.ToProgress(body) : null;

    public static Crawl ToView(this CrawlRecord record, double percentage, long? examplesSummarised) => new()
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
        Discovery = record.Discovery is { IsComplete: true } discovery ? ToView(discovery) : null,
        IsRefresh = record.Settings is { Refreshes: true, Mode: not CrawlMode.Documents },
        IsHandedIn = record.Settings.Mode == CrawlMode.Documents,
        PagesAdded = record.Counters.PagesAdded,
        PagesChanged = record.Counters.PagesChanged,
        PagesUnchanged = record.Counters.PagesUnchanged,
        PagesRemoved = record.Counters.PagesRemoved,
        Percentage = percentage,
        ExamplesSummarised = examplesSummarised,
    };

    public static CrawlDiscovery ToView(this Domain.Discovery.CrawlDiscovery discovery) => new()
    {
        Mode = discovery.Mode.ToString().ToLowerInvariant(),
        Files = discovery.Files,
        Pages = discovery.Pages,
        InScope = discovery.InScope,
        Lists = [.. discovery.Lists.Select(list => new ListedPages { Url = list.Url, Kind = list.Kind.ToString().ToLowerInvariant(), Pages = list.Pages, InScope = list.InScope })],
        Problems = discovery.Problems,
        Recurring = [.. discovery.Recurring.Select(block => block.Text)],
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
