using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Tests.Output;

public sealed class WaitingExamplesTests
{
    private static readonly NodeTarget Target = new() { DataDirectory = "/data", Server = new Uri("http://127.0.0.1:1") };

    [Fact]
    public async Task Sentences_OfSourcesThatHaveAll_AreNone() =>
        Assert.Empty(await SentencesAsync(CrawlStatus.Cancelled, Of("a", 3, 3), Of("b", 3, null)));

    [Fact]
    public async Task Sentences_OfACrawlThatWasNotStopped_SayThatTheyWait() =>
        Assert.Equal(
            ["2 code examples wait for a summary by the chat model; until then the text before the code stands in its place."],
            await SentencesAsync(CrawlStatus.Complete, Of("a", 3, 2), Of("b", 1, 0)));

    [Theory]
    [InlineData(CrawlStatus.Cancelled)]
    [InlineData(CrawlStatus.Paused)]
    public async Task Sentences_OfACrawlThatWasStopped_PromiseNothing_AndSayWhatHasThemWritten(CrawlStatus status)
    {
        var sentence = Assert.Single(await SentencesAsync(status, Of("a", 3, 2), Of("b", 1, 0)));

        Assert.StartsWith("2 code examples have no summary by the chat model, for the last crawl", sentence, StringComparison.Ordinal);
        Assert.EndsWith("archon refresh a --server http://127.0.0.1:1/", sentence, StringComparison.Ordinal);
    }

    private static async Task<string[]> SentencesAsync(CrawlStatus last, params Source[] sources)
    {
        var examples = new WaitingExamples();
        foreach (var source in sources)
        {
            await examples.AddAsync(
                source,
                (id, _) => Task.FromResult<Crawl?>(new Crawl { Id = id, Url = source.Url, SourceId = source.Id, Status = last, CreatedAt = DateTimeOffset.UnixEpoch }),
                TestContext.Current.CancellationToken);
        }

        return [.. examples.Sentences(Target)];
    }

    private static Source Of(string id, long examples, long? summarised) =>
        new() { Id = id, Url = "https://e.org/", Title = "E", LastCrawlId = $"crawl-{id}", CodeExamples = examples, ExamplesSummarised = summarised };
}
