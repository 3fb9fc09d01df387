using Archon.Cli.Crawling;
using Archon.Cli.Tests.Output;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Cli.Tests.Crawling;

/// <summary>A person who watches is told that no events come and that they come again.</summary>
public sealed class InterruptionTests
{
    private const string Why = "No gateway answers at http://a/: refused.";

    [Fact]
    public async Task Plain_SaysItOnce()
    {
        var (stream, text) = TestStream.Plain();
        var view = new PlainCrawlView(stream, new FakeTimeProvider());

        await view.ShowAsync(Events(view), TestContext.Current.CancellationToken);

        Assert.Equal(
            $"""
            {Why} Trying again; the crawl goes on meanwhile, and nothing of it is missed.
            The gateway answers again.

            """,
            text.ToString());
    }

    [Fact]
    public async Task Json_SaysItOnTheOtherStream()
    {
        var (stream, events) = TestStream.Plain();
        var (errors, text) = TestStream.Plain();
        var view = new JsonCrawlView(stream, errors);

        await view.ShowAsync(Events(view), TestContext.Current.CancellationToken);

        Assert.Equal(2, events.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith(Why, text.ToString());
        Assert.EndsWith("The gateway answers again.\n", text.ToString());
    }

    [Fact]
    public async Task Live_SaysItInThePicture()
    {
        var (stream, text) = TestStream.Coloured();
        var view = new LiveCrawlView(stream);

        await view.ShowAsync(Events(view), TestContext.Current.CancellationToken);

        Assert.Contains("trying again", text.ToString());
        Assert.Contains(Why, text.ToString());
    }

    private static async IAsyncEnumerable<CrawlProgress> Events(ICrawlView view)
    {
        await Task.CompletedTask;
        yield return Event(1, CrawlStatus.Crawling);
        view.Interrupt(Why);
        view.Interrupt(Why);
        view.Interrupt(null);
        yield return Event(2, CrawlStatus.Complete);
    }

    private static CrawlProgress Event(long sequence, CrawlStatus status) =>
        new() { ProgressId = "c1", Sequence = sequence, Timestamp = DateTimeOffset.UnixEpoch, Status = status, Percentage = 10 };
}
