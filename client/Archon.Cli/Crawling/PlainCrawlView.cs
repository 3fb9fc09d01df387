using Archon.Cli.Output;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>Lines for a log: at most one every two seconds, without control characters.</summary>
internal sealed class PlainCrawlView(TerminalStream stream, TimeProvider clock) : ICrawlView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly InterruptionLines _interruption = new(stream);

    public async Task<CrawlProgress?> ShowAsync(IAsyncEnumerable<CrawlProgress> events, CancellationToken cancellationToken)
    {
        CrawlProgress? last = null;
        var latest = new LatestWord();
        var shownAt = clock.GetTimestamp();
        await foreach (var progress in events.WithCancellation(cancellationToken))
        {
            last = progress;
            latest.Note(progress);
            if (!progress.IsTerminal && clock.GetElapsedTime(shownAt) >= Interval)
            {
                shownAt = clock.GetTimestamp();
                var word = latest.Text is { } text ? $"  {TerminalText.OneLine(text)}" : "";
                stream.Line($"{CrawlWords.Name(progress.Status),-10} {ProgressLine.Percent(progress)}  {ProgressLine.Counts(progress)}{word}");
            }
        }

        return last;
    }

    public void Interrupt(string? why) => _interruption.Say(why);
}
