using Archon.Cli.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Tests.Crawling;

/// <summary>The line beside the counts of a crawl that runs.</summary>
public sealed class LatestWordTests
{
    private const string Last = "All pages are stored; the last vectors are being made";
    private const string Trouble = "Vectors have to wait: the model does not answer.";

    private readonly LatestWord _latest = new();

    [Fact]
    public void ATrouble_IsForgotten_OnceVectorsComeAgain()
    {
        Assert.Equal("https://e.org/", After(CrawlStatus.Crawling, embedded: 5, url: "https://e.org/"));
        Assert.Equal(Last, After(CrawlStatus.Embedding, embedded: 10, Last));
        Assert.Equal(Last, After(CrawlStatus.Embedding, embedded: 11));
        Assert.Equal(Trouble, After(CrawlStatus.Embedding, embedded: 11, Trouble));
        Assert.Equal(Trouble, After(CrawlStatus.Embedding, embedded: 11));
        Assert.Equal(Last, After(CrawlStatus.Embedding, embedded: 12));
    }

    [Fact]
    public void ATrouble_IsForgotten_OnceSummariesComeAgain()
    {
        After(CrawlStatus.Finalizing, embedded: 10, "Everything is stored; the last summaries are being written");
        Assert.Equal(Trouble, After(CrawlStatus.Finalizing, embedded: 10, Trouble));
        Assert.Equal("Everything is stored; the last summaries are being written", After(CrawlStatus.Finalizing, embedded: 10, summarised: 1));
    }

    [Fact]
    public void ATroubleOfAHost_StaysUntilTheNextPage_WhateverIsEmbeddedMeanwhile()
    {
        After(CrawlStatus.Crawling, embedded: 5, url: "https://e.org/a");
        Assert.Equal("https://e.org is to be left alone for 60 s", After(CrawlStatus.Crawling, embedded: 5, "https://e.org is to be left alone for 60 s", url: "https://e.org/a"));
        Assert.Equal("https://e.org is to be left alone for 60 s", After(CrawlStatus.Crawling, embedded: 9, url: "https://e.org/a"));
        Assert.Equal("https://e.org/b", After(CrawlStatus.Crawling, embedded: 9, url: "https://e.org/b"));
    }

    private string? After(CrawlStatus status, long embedded, string? log = null, string? url = null, long? summarised = null)
    {
        _latest.Note(new CrawlProgress
        {
            ProgressId = "1a",
            Sequence = 1,
            Timestamp = DateTimeOffset.UnixEpoch,
            Status = status,
            Percentage = 50,
            ChunksEmbedded = embedded,
            ExamplesSummarised = summarised,
            CurrentUrl = url,
            Log = log,
        });
        return _latest.Text;
    }
}
