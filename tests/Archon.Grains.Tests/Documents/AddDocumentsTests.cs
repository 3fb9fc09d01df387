using System.Collections.Immutable;
using System.Text;
using Archon.Client;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Library;
using Archon.Grains.Documents;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Documents;

/// <summary>Documents are handed in, and become pages as those of a site do.</summary>
public sealed class AddDocumentsTests
{
    private const string Source = "file:///home/me/docs/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_BecomePages()
    {
        await using var archon = await ArchonCluster.StartAsync();

        var record = await AddAsync(
            archon,
            File("a.md", "# Alpha\n\n[beta](sub/b.html#x)\n\n```sh\nls\n```\n"),
            File("sub/b.html", "<html><head><title>Beta</title><meta name=robots content=noindex><link rel=canonical href='https://elsewhere.example/'></head><body><main><p>Walrus.</p></main></body></html>"),
            File("c.txt", "Plain words."),
            File("n.ipynb", """{"cells":[{"cell_type":"markdown","source":"# Note"}]}"""));

        Assert.Equal((CrawlStatus.Complete, 4, 4, 0, 0), (record.Status, record.Counters.PagesDiscovered, record.Counters.PagesDone, record.Counters.PagesFailed, record.Counters.PagesSkipped));
        Assert.Equal([Source + "a.md", Source + "c.txt", Source + "n.ipynb", Source + "sub/b.html"], await archon.StoredAsync(record.Id));
        Assert.Contains($"[beta]({Source}sub/b.html#x)", (await archon.DocumentAsync(Source + "a.md")).Markdown, StringComparison.Ordinal);
        Assert.Equal("Beta", (await archon.DocumentAsync(Source + "sub/b.html")).Title);
        Assert.Equal("Plain words.", (await archon.DocumentAsync(Source + "c.txt")).Title);
        Assert.Equal(0, await archon.Store.Inner.CountUploadsAsync(record.Id, Cancel));
        Assert.Equal((4, 4), (record.Counters.ChunksEmbedded, record.Counters.ChunksStored));
        var source = await archon.Grains.GetGrain<ILibraryGrain>(0).FindSourceAsync(record.SourceId, Cancel);
        Assert.Equal(("docs", Source, 4), (source!.Title, source.Url, source.Pages));
        Assert.Equal("c.txt", (await archon.Grains.GetGrain<ILibraryGrain>(0).FindPageByUrlAsync("FILE:///home/me/docs/%63.txt", Cancel))!.Url.Split('/')[^1]);
    }

    [Fact]
    public async Task TheSameAgain_IsKept()
    {
        await using var archon = await ArchonCluster.StartAsync();
        await AddAsync(archon, File("a.md", "# A\n\nOne."), File("b.md", "# B\n\nTwo."));
        var before = await archon.DocumentAsync(Source + "a.md");

        var record = await AddAsync(archon, File("a.md", "# A\n\nOne."), File("b.md", "# B\n\nThree."));

        Assert.Equal((0, 1, 1, 0, 1), (record.Counters.PagesAdded, record.Counters.PagesChanged, record.Counters.PagesUnchanged, record.Counters.PagesRemoved, record.Counters.ChunksStored));
        Assert.Equal((before.Id, before.CrawlId), ((await archon.DocumentAsync(Source + "a.md")).Id, (await archon.DocumentAsync(Source + "a.md")).CrawlId));
    }

    [Fact]
    public async Task AFolderThatComesWhole_LosesWhatIsNotThereAnyMore()
    {
        await using var archon = await ArchonCluster.StartAsync();
        await AddAsync(archon, File("a.md", "# A\n\nOne."), File("b.md", "# B\n\nTwo."), File("sub/c.md", "# C\n\nThree."));

        var part = await AddAsync(archon, File("a.md", "# A\n\nOne."));
        Assert.Equal(0, part.Counters.PagesRemoved);

        var record = await AddAsync(archon, request => request with { Folders = ["/"] }, File("a.md", "# A\n\nOne."));

        Assert.Equal((2, 0), (record.Counters.PagesRemoved, record.Counters.PagesSkipped));
        Assert.Equal([Source + "a.md"], await archon.StoredAsync(record.Id));
        Assert.Contains(await archon.JournalAsync(record.Id), progress => progress.Log == "Removed 2 documents that are not in their folder any more");
    }

    [Fact]
    public async Task WhatCannotBeRead_FailsWithItsReason()
    {
        await using var archon = await ArchonCluster.StartAsync();

        var record = await AddAsync(
            archon, File("good.md", "# Good\n\nWords."), File("fake.pdf", "no pdf"), File("nul.txt", "a\0b"), File("x.ipynb", "{"), File("empty.md", " \n"));

        Assert.Equal((CrawlStatus.Complete, 1, 3, 1), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed, record.Counters.PagesSkipped));
        var pages = await archon.PagesAsync(record.Id);
        Assert.All(["fake.pdf", "nul.txt", "x.ipynb"], name => Assert.Equal(PageReason.DocumentBroken, pages.Single(page => page.Url == Source + name).Reason));
        Assert.Equal(PageReason.Empty, pages.Single(page => page.Url == Source + "empty.md").Reason);

        // For a retry, which reads them again; when they are not kept any more it says so.
        Assert.Equal(3, await archon.Store.Inner.CountUploadsAsync(record.Id, Cancel));
        await archon.Store.Inner.ForgetUploadAsync(record.Id, Source + "nul.txt", Cancel);
        archon.Store.ForgetEnd(record.Id);
        Assert.Equal(RetryFailedOutcome.Retrying, (await archon.Crawl(record.Id).RetryFailedAsync(Cancel)).Outcome);
        await archon.EndOfAsync(record.Id);
        Assert.Equal(PageReason.DocumentMissing, (await archon.PagesAsync(record.Id)).Single(page => page.Url == Source + "nul.txt").Reason);
    }

    [Fact]
    public async Task TextOfOtherCharsets_IsRead()
    {
        await using var archon = await ArchonCluster.StartAsync();

        await AddAsync(
            archon,
            new DocumentFile { Name = "w.txt", Content = Encoding.Latin1.GetBytes("café") },
            new DocumentFile { Name = "u.txt", Content = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("naïve")).ToArray() },
            new DocumentFile { Name = "page", MediaType = "text/html; charset=iso-8859-2", Content = new byte[] { (byte)'<', (byte)'p', (byte)'>', 0xB1, 0xE6 } });

        Assert.Contains("café", (await archon.DocumentAsync(Source + "w.txt")).Markdown, StringComparison.Ordinal);
        Assert.Contains("naïve", (await archon.DocumentAsync(Source + "u.txt")).Markdown, StringComparison.Ordinal);
        Assert.Contains("ąć", (await archon.DocumentAsync(Source + "page")).Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.exe", "text/plain", null)]
    [InlineData("A.PNG", "text/html", null)]
    [InlineData("index.php", "text/html; charset=utf-8", DocumentKind.Html)]
    [InlineData("v1.2", "text/markdown", DocumentKind.Markdown)]
    [InlineData("a.pdf", "text/plain", DocumentKind.Pdf)]
    [InlineData("a", "application/octet-stream", null)]
    public void AKind_IsTheEndings_AndTheMediaTypesWhereTheEndingSaysNothing(string name, string mediaType, DocumentKind? kind) =>
        Assert.Equal(kind, UploadKinds.Of(name, mediaType, "text"u8).Kind);

    [Theory]
    [InlineData("a.md", "%PDF-1.7\n", DocumentKind.Pdf)]
    [InlineData("a.txt", "%PDF-2.0\r", DocumentKind.Pdf)]
    [InlineData("a.html", "%PDF-1.4", DocumentKind.Pdf)]
    [InlineData("a.md", "%PDF-", DocumentKind.Markdown)]
    [InlineData("a.txt", "%PDF-files begin so.", DocumentKind.PlainText)]
    [InlineData("a.txt", "Begins with %PDF-1.7", DocumentKind.PlainText)]
    [InlineData("a.pdf", "# Text", DocumentKind.Pdf)]
    [InlineData("a.exe", "%PDF-1.7\n", null)]
    public void WhatBeginsAsAPdf_IsOne_WhateverTextItIsCalled(string name, string content, DocumentKind? kind) =>
        Assert.Equal(kind, UploadKinds.Of(name, null, Encoding.UTF8.GetBytes(content)).Kind);

    [Fact]
    public async Task PieceByPiece_IsOneCrawl()
    {
        await using var archon = await ArchonCluster.StartAsync();
        var client = new OrleansArchonClient(archon.Cluster.Client);
        var first = await client.AddDocumentsAsync(new AddDocuments { Source = "Hand book", Documents = [File("a.md", "# A")], More = true }, Cancel);
        Assert.Equal(AddDocumentsOutcome.Kept, first.Outcome);

        var started = await client.AddDocumentsAsync(new AddDocuments { Source = "Hand book", Documents = [File("b.md", "# B")], CrawlId = first.CrawlId }, Cancel);

        Assert.Equal((AddDocumentsOutcome.Started, first.CrawlId), (started.Outcome, started.CrawlId));
        await archon.EndOfAsync(started.CrawlId!);
        Assert.Equal(["upload:///Hand%20book/a.md", "upload:///Hand%20book/b.md"], await archon.StoredAsync(started.CrawlId!));
    }

    [Theory]
    [InlineData("", "a.md", AddDocumentsOutcome.Invalid, "source")]
    [InlineData("../x", "a.md", AddDocumentsOutcome.Invalid, "source")]
    [InlineData("Docs", "../../etc/passwd.md", AddDocumentsOutcome.Invalid, "documents")]
    [InlineData("Docs", "/etc/passwd.md", AddDocumentsOutcome.Invalid, "documents")]
    [InlineData("Docs", "a\0.md", AddDocumentsOutcome.Invalid, "documents")]
    [InlineData("Docs", "a.exe", AddDocumentsOutcome.Unsupported, "documents")]
    [InlineData("Docs", "large.md", AddDocumentsOutcome.TooLarge, "documents")]
    public async Task AWrongRequest_IsRefusedAndLeavesNothing(string source, string name, AddDocumentsOutcome outcome, string field)
    {
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Services = services => services.Configure<UploadOptions>(options => options.MaxBytes = 1024) });
        var client = new OrleansArchonClient(archon.Cluster.Client);

        var result = await client.AddDocumentsAsync(new AddDocuments { Source = source, Documents = [File("good.md", "x"), File(name, new string('x', name[0] == 'l' ? 1025 : 1))] }, Cancel);

        Assert.Equal((outcome, field), (result.Outcome, result.Field));
        Assert.EndsWith(".", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', result.Message!);
        Assert.Empty((await archon.Store.Inner.ListCrawlsAsync(null, 10, null, Cancel)).Items);
        Assert.Equal(0, await archon.Store.Inner.ForgetStaleUploadsAsync(DateTimeOffset.MaxValue, 10, Cancel));
    }

    [Fact]
    public async Task TwoOfOneName_AndNone_AreRefused()
    {
        await using var archon = await ArchonCluster.StartAsync();
        var client = new OrleansArchonClient(archon.Cluster.Client);

        Assert.Equal(AddDocumentsOutcome.Invalid, (await client.AddDocumentsAsync(new AddDocuments { Source = "Docs", Documents = [File("a.md", "1"), File("a.md", "2")] }, Cancel)).Outcome);
        Assert.Equal(AddDocumentsOutcome.Invalid, (await client.AddDocumentsAsync(new AddDocuments { Source = "Docs" }, Cancel)).Outcome);
        Assert.Equal(AddDocumentsOutcome.Invalid, (await client.AddDocumentsAsync(new AddDocuments { Source = "Docs", Documents = [File("a.md", "1")], CrawlId = "../x" }, Cancel)).Outcome);
        Assert.Equal("tags", (await client.AddDocumentsAsync(new AddDocuments { Source = "Docs", Documents = [File("a.md", "1")], Tags = [" "] }, Cancel)).Field);
        Assert.Equal("folders", (await client.AddDocumentsAsync(new AddDocuments { Source = "Docs", Documents = [File("a.md", "1")], Folders = ["../x"] }, Cancel)).Field);
    }

    [Fact]
    public async Task ARefreshAndASchedule_AreRefusedInASentence()
    {
        await using var archon = await ArchonCluster.StartAsync();
        var record = await AddAsync(archon, File("a.md", "# A"));

        var refresh = await archon.StartRefreshAsync("r1", record.Id);
        var schedule = await archon.Grains.GetGrain<ILibraryGrain>(0).ScheduleRefreshAsync(new ScheduleRefresh { SourceId = record.SourceId, Every = TimeSpan.FromDays(1) }, Cancel);

        Assert.Equal((StartOutcome.Invalid, "source"), (refresh.Outcome, refresh.Field));
        Assert.Contains("archon add", refresh.Message, StringComparison.Ordinal);
        Assert.Contains("archon add", schedule.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheModeOfDocuments_IsNoModeOfACrawl()
    {
        await using var archon = await ArchonCluster.StartAsync();

        var started = await archon.StartCrawlAsync("c1", "https://example.org/", request => request with { Mode = "documents" });

        Assert.Equal((StartOutcome.Invalid, "mode"), (started.Outcome, started.Field));
        Assert.DoesNotContain(", documents", started.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreThatIsAwayForAWhile_LosesNothing()
    {
        await using var archon = await ArchonCluster.StartAsync();
        archon.Store.Fail(nameof(IUploadStore.FindUploadAsync), 2);
        archon.Store.Fail(nameof(IUploadStore.ForgetUploadAsync), 1);
        archon.Store.Fail(nameof(IUploadStore.RemoveUnlistedAsync), 1);
        archon.Store.Fail(nameof(IFrontierStore.CommitPageAsync), 2);

        var record = await AddAsync(archon, request => request with { Folders = ["/"] }, File("a.md", "# A\n\nOne."), File("b.md", "# B\n\nTwo."));

        Assert.Equal((CrawlStatus.Complete, 2, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));

        // What could not be forgotten then is forgotten by who looks for it; the other may still be on its way, for nobody waits for that.
        Assert.InRange(await archon.Store.Inner.CountUploadsAsync(record.Id, Cancel), 1, 2);
        await new StaleUploads(archon.Store.Inner, Microsoft.Extensions.Options.Options.Create(new UploadOptions()), TimeProvider.System).ForgetAsync(Cancel);
        Assert.Equal(0, await archon.Store.Inner.CountUploadsAsync(record.Id, Cancel));
    }

    private static DocumentFile File(string name, string text) => new() { Name = name, Content = Encoding.UTF8.GetBytes(text) };

    private static Task<CrawlRecord> AddAsync(ArchonCluster archon, params ImmutableArray<DocumentFile> documents) => AddAsync(archon, request => request, documents);

    private static async Task<CrawlRecord> AddAsync(ArchonCluster archon, Func<AddDocuments, AddDocuments> with, params ImmutableArray<DocumentFile> documents)
    {
        var result = await new OrleansArchonClient(archon.Cluster.Client).AddDocumentsAsync(with(new AddDocuments { Source = Source, Documents = documents }), Cancel);
        Assert.True(result.Outcome == AddDocumentsOutcome.Started, result.Message);
        return await archon.EndOfAsync(result.CrawlId!);
    }
}
