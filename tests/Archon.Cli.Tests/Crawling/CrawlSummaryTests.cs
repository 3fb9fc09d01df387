using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Tests.Output;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Tests.Crawling;

public sealed class CrawlSummaryTests
{
    private static readonly DateTimeOffset Started = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);

    private static readonly Crawl Ended = new()
    {
        Id = "1a",
        Url = "https://e.org/",
        SourceId = "e-org",
        Status = CrawlStatus.Complete,
        CreatedAt = Started,
        StartedAt = Started,
        EndedAt = Started.AddSeconds(20),
        PagesDiscovered = 210,
        PagesDone = 200,
        PagesFailed = 7,
        PagesSkipped = 3,
        ChunksStored = 1500,
        ChunksEmbedded = 1500,
        CodeExamples = 1,
        LinksRefused = 42,
    };

    [Fact]
    public async Task WriteTo_OfACrawlWithFailures_NamesReasonsAndWhatIsNext()
    {
        var reasons = new CrawlReasons(
            [Total("http-client-error", "failed", 6), Total("timeout", "failed", 1), Total("redirected", "skipped", 1), Total("page-limit", "skipped", 2), Total("beyond-page-limit", "refused", 42)],
            [Failed("https://e.org/gone\u001b[2J", "http-client-error", 404), Failed("https://e.org/slow", "timeout", null)]);

        Assert.Equal(
            """
            Complete, with failed pages  crawl 1a of https://e.org/
              Pages     200 stored, 7 failed, 3 skipped
              Chunks    1,500
              Code      1 example
              Time      20 s, 10 pages/s
              6 pages failed: the server answered 4xx (http-client-error)
                  https://e.org/gone[2J  404
                  and 5 more
              1 page failed: the server was too slow (timeout)
                  https://e.org/slow
              3 pages skipped:
                       2  beyond the page limit
                       1  redirects to another page
              42 links not followed:
                      42  beyond the page limit
              The page limit was reached; for more, crawl again with --max-pages 500.
              Data      the server http://127.0.0.1:1/
              Details   archon pages 1a --state failed --server http://127.0.0.1:1/
              Next      archon search "your question" --server http://127.0.0.1:1/
                        archon export e-org --out DIR --server http://127.0.0.1:1/

            """,
            await TextAsync(Ended, reasons));
    }

    [Theory]
    [InlineData(1, "out-of-scope", true)]
    [InlineData(2, "out-of-scope", false)]
    [InlineData(1, "beyond-page-limit", false)]
    public async Task WriteTo_OfOnePage_SaysHowToGetTheOthers(long pages, string reason, bool says)
    {
        var text = await TextAsync(Ended with { PagesDiscovered = pages, PagesDone = pages, PagesFailed = 0, PagesSkipped = 0 }, new CrawlReasons([Total(reason, "refused", 42)], []));

        Assert.Equal(says, text.Contains("--scope host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteTo_OfACrawlWithChunksThatAreRefused_CountsThemApart()
    {
        var text = await TextAsync(Ended with { ChunksStored = 48, ChunksEmbedded = 47 }, CrawlReasons.None with { ChunksRefused = 1 });

        Assert.Contains("  Chunks    48 (47 embedded, 1 refused by the model)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CrawlStatus.Complete, "the others are when the chat model answers")]
    [InlineData(CrawlStatus.Cancelled, "a refresh has the others written")]
    [InlineData(CrawlStatus.Paused, "the others are when the crawl goes on")]
    public async Task WriteTo_OfExamplesWithoutASummary_SaysWhatHasThemWritten(CrawlStatus status, string says)
    {
        var text = await TextAsync(Ended with { Status = status, CodeExamples = 48, ExamplesSummarised = 7 }, CrawlReasons.None);

        Assert.Contains($"  Code      48 examples (7 summarised; {says})\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(48, false)]
    public async Task WriteTo_OfChunksThatWaitForAModelOfAnotherNode_SaysSo(long embedded, bool says)
    {
        var text = await TextAsync(Ended with { ChunksStored = 48, ChunksEmbedded = embedded }, CrawlReasons.None with { KeptModel = "big/8" });

        Assert.Equal(says, text.Contains("The source is embedded by big/8, which this node has no settings for: its vectors are kept, and new chunks wait for that model", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteTo_OfARefresh_SaysWhatChanged()
    {
        var text = await TextAsync(
            Ended with { IsRefresh = true, PagesDiscovered = 203, PagesFailed = 0, PagesAdded = 3, PagesChanged = 2, PagesUnchanged = 1195, PagesRemoved = 1 },
            new CrawlReasons([Total("gone", "skipped", 2), Total("removed", "skipped", 1)], []));

        Assert.Contains(
            """
              Pages     200 seen, 0 failed, 3 skipped
              Refreshed 3 added, 2 changed, 1,195 unchanged, 1 removed
            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains("2  gone; kept until the next refresh finds the same", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteTo_OfFiles_SaysFirstWhatWasAdded()
    {
        var text = await TextAsync(Ended with { IsHandedIn = true, PagesDiscovered = 12, PagesDone = 11, PagesFailed = 1, PagesSkipped = 0, PagesAdded = 3, PagesUnchanged = 8 }, CrawlReasons.None);

        Assert.Contains(
            """
              Files     3 added, 0 changed, 8 unchanged, 0 removed
              Pages     11 read, 1 failed, 0 skipped
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteTo_SaysHowPagesWereFound_AndWhatWasWrongWithTheSitesLists()
    {
        var found = new CrawlDiscovery
        {
            Mode = "recursive",
            Files = 1,
            Pages = 7,
            InScope = 5,
            Lists = [new ListedPages { Url = "https://e.org/sitemap.xml", Kind = "sitemap", Pages = 7, InScope = 5 }],
            Recurring = ["Was this page helpful? Yes No", "Subscribe", "Edit this page", "© Example"],
            Problems = ["Sitemap https://e.org/more.xml could not be had (The answer is larger than 50 MiB)."],
        };

        Assert.Contains(
            """
              Mode      recursive: by links and by what the site lists
              Lists     https://e.org/sitemap.xml: 7 pages, 5 in scope
              Left out  “Was this page helpful? Yes No”, “Subscribe”, “Edit this page” and 1 other, on nearly every page
                        Sitemap https://e.org/more.xml could not be had (The answer is larger than 50 MiB).
              Chunks    1,500
            """,
            await TextAsync(Ended with { Discovery = found }, CrawlReasons.None),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteTo_OfFailedPagesThatCanBeRetried_SaysHow() =>
        Assert.Contains("archon retry 1a", await TextAsync(Ended, new CrawlReasons([Total("timeout", "failed", 7)], [])), StringComparison.Ordinal);

    [Fact]
    public async Task WriteTo_OfAPausedCrawl_SaysHowItGoesOn()
    {
        var text = await TextAsync(Ended with { Status = CrawlStatus.Paused, EndedAt = null }, CrawlReasons.None);

        Assert.StartsWith("Paused  crawl 1a", text, StringComparison.Ordinal);
        Assert.Contains("archon resume 1a", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteTo_WithoutReasons_SaysThatTheyCannotBeTold() =>
        Assert.Contains("cannot be told now: The database is away.", await TextAsync(Ended, CrawlReasons.None with { Unknown = "The database is away." }), StringComparison.Ordinal);

    [Fact]
    public async Task WriteTo_OfACrawlInError_SaysWhy()
    {
        var text = await TextAsync(Ended with { Status = CrawlStatus.Error, PagesDone = 0, Error = "The seed has no address." }, CrawlReasons.None);

        Assert.StartsWith("Failed  crawl 1a of https://e.org/\nThe seed has no address.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Next", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteTo_OfARefusedPrivateAddress_SaysWhoDecides()
    {
        var reasons = new CrawlReasons([Total("address-refused", "failed", 1)], []);

        Assert.Contains("its operator can allow them", await TextAsync(Ended, reasons), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(Crawl crawl, CrawlReasons reasons)
    {
        var target = new NodeTarget { DataDirectory = "/data", Server = new Uri("http://127.0.0.1:1") };
        await using var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Quiet, TimeProvider.System, TestContext.Current.CancellationToken);
        var (stream, text) = TestStream.Plain();
        new CrawlSummary(crawl, reasons, connection, Started).WriteTo(stream);
        return text.ToString();
    }

    private static ReasonTotal Total(string reason, string kind, long count) => new() { Reason = reason, Kind = kind, Count = count };

    private static CrawledPage Failed(string url, string reason, int? status) =>
        new() { Url = url, State = "failed", Depth = 1, Reason = reason, HttpStatus = status };
}
