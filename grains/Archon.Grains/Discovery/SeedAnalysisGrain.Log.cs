using Microsoft.Extensions.Logging;

namespace Archon.Grains.Discovery;

internal sealed partial class SeedAnalysisGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What the site of crawl {CrawlId} lists cannot be admitted now; trying again in {Pause}")]
    private partial void LogNotAdmitted(Exception exception, string crawlId, TimeSpan pause);
}
