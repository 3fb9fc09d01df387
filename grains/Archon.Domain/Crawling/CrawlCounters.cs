namespace Archon.Domain.Crawling;

/// <summary>What a crawl has counted. Always equal to the rows of the store.</summary>
public sealed record CrawlCounters
{
    /// <summary>Pages admitted to the frontier, in whatever state.</summary>
    public long PagesDiscovered { get; init; }

    public long PagesDone { get; init; }

    public long PagesFailed { get; init; }

    public long PagesSkipped { get; init; }

    /// <summary>Distinct links refused before they became pages.</summary>
    public long LinksRefused { get; init; }

    public long ChunksStored { get; init; }

    public long ChunksEmbedded { get; init; }

    public long CodeExamples { get; init; }

    /// <summary>Documents that a refresh stored and the source did not have. 0 for any other crawl, as the next three.</summary>
    public long PagesAdded { get; init; }

    /// <summary>Documents that a refresh stored in place of others.</summary>
    public long PagesChanged { get; init; }

    /// <summary>Documents that a refresh found as they are stored.</summary>
    public long PagesUnchanged { get; init; }

    /// <summary>Documents that a refresh took away, because their pages are gone.</summary>
    public long PagesRemoved { get; init; }

    /// <summary>Pages that wait or are being worked on.</summary>
    public long PagesOpen => PagesDiscovered - PagesDone - PagesFailed - PagesSkipped;
}
