using System.Text;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Processing;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Processing;

public sealed class PageProcessorTests
{
    private static readonly CrawlRules Rules = new()
    {
        Seed = "https://docs.example.com/",
        ScopeUrl = "https://docs.example.com/",
        SourceId = "source",
        MaxDepth = 3,
        Scope = 0,
        Mode = 0,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProcessAsync_OfAPage_GivesMarkdownLinksAndCode()
    {
        await using var archon = await ArchonCluster.StartAsync();

        var page = await ProcessAsync(archon, """
            <html><head><title>Install</title></head><body><main><h1>Install</h1><p>Run this command, then read on about the rest of it.</p>
            <pre><code class="language-sh">apt install archon</code></pre><p><a href="/next">Next</a> <a href="https://other.example.org/">Other</a></p></main></body></html>
            """);

        Assert.Equal((0, "Install"), (page.Reason, page.Title));
        Assert.Equal("apt install archon", Assert.Single(page.CodeExamples).Code.TrimEnd('\n'));
        Assert.Equal(["https://docs.example.com/next"], page.Links);
        Assert.Equal((int)PageReason.OutOfScope, Assert.Single(page.Refused).Reason);
        Assert.All(page.Chunks, chunk => Assert.Equal(page.Markdown[chunk.Start..chunk.End].Trim(), chunk.Content.Trim()));
    }

    [Theory]
    [InlineData(DocumentKind.Html, "<p>One of many paragraphs, <b>each</b> a little work.</p>", 150_000)]
    [InlineData(DocumentKind.Markdown, "[a]: https://example.org/\n", 250_000)]
    [InlineData(DocumentKind.Markdown, "- [ ] one of *many*\n", 300_000)]
    public async Task ProcessAsync_OfAPageThatCostsTooMuch_EndsWithTheBudget(DocumentKind kind, string repeated, int times)
    {
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<CpuOptions>(options => options.PageBudget = TimeSpan.FromMilliseconds(100)),
        });

        var page = await ProcessAsync(archon, new StringBuilder().Insert(0, repeated, times).ToString(), (int)kind);

        Assert.Equal(PageReason.ProcessingBudget, (PageReason)page.Reason);
        Assert.Contains("PageBudget", page.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# A\n\nword\n\n")]
    [InlineData("```\nx\n```\n\n")]
    public async Task ProcessAsync_OfAPageOfVeryManyParts_SaysSo(string repeated)
    {
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Services = services => services.Configure<CpuOptions>(options => options.MaxParts = 1_000) });

        var page = await ProcessAsync(archon, new StringBuilder().Insert(0, repeated, 1_001).ToString(), (int)DocumentKind.Markdown);
        var less = await ProcessAsync(archon, new StringBuilder().Insert(0, repeated, 1_000).ToString(), (int)DocumentKind.Markdown);

        Assert.Equal((PageReason.ProcessingBudget, 0), ((PageReason)page.Reason, page.Chunks.Length));
        Assert.Contains("Archon:Processing:MaxParts", page.Detail, StringComparison.Ordinal);
        Assert.Equal(0, less.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ProcessAsync_OfGarbage_Answers(int kind)
    {
        await using var archon = await ArchonCluster.StartAsync();
        var random = new Random(7);
        foreach (var garbage in new[]
        {
            "",
            "\0\0\0",
            new string('<', 10_000),
            string.Concat(Enumerable.Repeat("<div><ul><li>", 5_000)),
            "<a href='http://[::'>x</a><a href='javascript:&#x0;'>y</a><base href='\u0001'>",
            "\ud800 lone surrogates \udfff",
            new string([.. Enumerable.Range(0, 20_000).Select(_ => (char)random.Next(0, 0xffff))]),
        })
        {
            var page = await ProcessAsync(archon, garbage, kind);

            Assert.True(page.Reason == 0 || page.Detail is { Length: > 0 });
        }
    }

    private static Task<ProcessedPage> ProcessAsync(ArchonCluster archon, string text, int kind = 0) =>
        archon.Grains.GetGrain<IPageProcessorGrain>(0).ProcessAsync(
            new ProcessPage { LaneKey = "c1/0", Url = "https://docs.example.com/guide", Depth = 0, DocumentKind = kind, Text = PageText.Of(text), Rules = Rules },
            Cancel);
}
