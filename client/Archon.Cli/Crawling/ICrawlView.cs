using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>Shows a crawl while it runs.</summary>
internal interface ICrawlView
{
    /// <summary>Shows the events as they come; returns the last one, or null when none came.</summary>
    Task<CrawlProgress?> ShowAsync(IAsyncEnumerable<CrawlProgress> events, CancellationToken cancellationToken);

    /// <summary>Shows that no events can come for now and why; null: they can again. Called between two events.</summary>
    void Interrupt(string? why);
}
