using Archon.Cli.Output;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>One event a line, for programs.</summary>
internal sealed class JsonCrawlView(TerminalStream stream) : ICrawlView
{
    public async Task<CrawlProgress?> ShowAsync(IAsyncEnumerable<CrawlProgress> events, CancellationToken cancellationToken)
    {
        CrawlProgress? last = null;
        await foreach (var progress in events.WithCancellation(cancellationToken))
        {
            last = progress;
            stream.Json(progress);
        }

        return last;
    }
}
