using Archon.Cli.Output;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>One event a line, for programs.</summary>
internal sealed class JsonCrawlView(TerminalStream stream, TerminalStream errors) : ICrawlView
{
    private readonly InterruptionLines _interruption = new(errors);

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

    public void Interrupt(string? why) => _interruption.Say(why);
}
