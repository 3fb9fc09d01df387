namespace Archon.GrainInterfaces.Crawling;

/// <summary>Starts a crawl under an id the caller chose, so that asking twice starts once.</summary>
[GenerateSerializer, Immutable, Alias("archon.start-crawl")]
public sealed record StartCrawl
{
    /// <summary>What was asked for.</summary>
    [Id(0)] public required CrawlRequest Request { get; init; }

    /// <summary>What the caller itself is trusted with: the embedded command line may grant it, a gateway never does. Default: none.</summary>
    [Id(1)] public PrivateAccess PrivateAccess { get; init; } = PrivateAccess.None;
}
