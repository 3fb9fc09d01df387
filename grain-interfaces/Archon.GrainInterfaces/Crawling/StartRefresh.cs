namespace Archon.GrainInterfaces.Crawling;

/// <summary>Brings a source up to date by a crawl with the settings of its last one, under an id the caller chose.</summary>
[GenerateSerializer, Immutable, Alias("archon.start-refresh")]
public sealed record StartRefresh
{
    /// <summary>The source.</summary>
    [Id(0)] public required string SourceId { get; init; }

    /// <summary>What the caller itself is trusted with, whatever the last crawl was; see <see cref="StartCrawl.PrivateAccess"/>. Default: none.</summary>
    [Id(1)] public PrivateAccess PrivateAccess { get; init; } = PrivateAccess.None;
}
