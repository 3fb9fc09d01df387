namespace Archon.GrainInterfaces.Discovery;

/// <summary>Reads the files in which a crawl's site tells of its pages, one a call, and admits what they list. Key: the crawl id.</summary>
[Alias("archon.seed-analysis"), GrainInterfaceType("archon.seed-analysis")]
public interface ISeedAnalysisGrain : IGrainWithStringKey
{
    /// <summary>
    /// Permit, fetch, read, admit: returns when what the file lists is in the frontier. Repeated, it admits no page twice. Cancelling aborts the
    /// request in flight.
    /// </summary>
    [Alias("read"), ResponseTimeout("00:15:00")]
    Task<SiteFileReport> ReadAsync(ReadSiteFile command, CancellationToken cancellationToken);
}
