using Archon.Cli.Crawling;
using Archon.Cli.Tests.Output;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Cli.Tests.Crawling;

public sealed class PlainCrawlViewTests
{
    [Fact]
    public async Task ShowAsync_WritesALineEveryTwoSecondsAtMost()
    {
        var clock = new FakeTimeProvider();
        var (stream, text) = TestStream.Plain();

        var last = await new PlainCrawlView(stream, clock).ShowAsync(Events(clock), TestContext.Current.CancellationToken);

        Assert.True(last!.IsTerminal);
        Assert.Equal(
            """
            crawling    42%  3 of 7 pages · 1.5 pages/s · 2.0 s left · 1 failed  https://e.org/3[2J
            crawling    42%  6 of 7 pages · 1.5 pages/s · 2.0 s left · 1 failed  https://e.org is to be left alone

            """,
            text.ToString());
    }

    private static async IAsyncEnumerable<CrawlProgress> Events(FakeTimeProvider clock)
    {
        for (var sequence = 1; sequence <= 8; sequence++)
        {
            await Task.CompletedTask;
            clock.Advance(TimeSpan.FromSeconds(0.7));
            yield return new CrawlProgress
            {
                ProgressId = "1a",
                Sequence = sequence,
                Timestamp = clock.GetUtcNow(),
                Status = sequence == 8 ? CrawlStatus.Complete : CrawlStatus.Crawling,
                Percentage = 42.4,
                CurrentUrl = $"https://e.org/{Math.Min(sequence, 4)}\u001b[2J",
                Log = sequence switch
                {
                    5 => "https://e.org is to be left alone",
                    6 => "Failed: https://e.org/0 (timeout)",
                    _ => null,
                },
                PagesDiscovered = 7,
                PagesDone = sequence - 1,
                PagesFailed = 1,
                PagesPerSecond = 1.5,
                EtaSeconds = 2,
            };
        }
    }
}
