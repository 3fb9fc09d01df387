using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Discovery;

/// <summary>A whole site in one file of Markdown.</summary>
public sealed class LlmsFullTests
{
    private const string Full = "# Install\n\nGet the server, and see [the guide](/docs/guide).\n\n```sh\n# not a page\n./install\n```\n\n# Use it\n\nSend it a question.\n";

    [Fact]
    public async Task ASeedThatIsOne_IsItsPages_AndIsAskedForOnce()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/llms-full.txt", Lists.Text(Full));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/llms-full.txt"]);

        Assert.Equal((CrawlStatus.Complete, CrawlMode.Llms), (record.Status, record.Discovery!.Mode));
        Assert.Equal((3, 2, 1, 0), (record.Counters.PagesDiscovered, record.Counters.PagesDone, record.Counters.PagesSkipped, record.Counters.LinksRefused));
        Assert.Equal([site["/docs/llms-full.txt"] + "#/install", site["/docs/llms-full.txt"] + "#/use-it"], await archon.StoredAsync("c1"));
        var install = await archon.DocumentAsync(site["/docs/llms-full.txt"] + "#/install");
        Assert.Equal("Install", install.Title);
        Assert.Contains("# not a page", install.Markdown);
        Assert.Contains($"[the guide]({site["/docs/guide"]})", install.Markdown);

        // Once for what it lists and once for what it holds.
        Assert.Equal(2, site.Requests["/docs/llms-full.txt"]);
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log == $"llms-full.txt {site["/docs/llms-full.txt"]} holds 2 pages, 2 in scope");
    }

    [Fact]
    public async Task ASeedThatIsOneOfItsPages_IsThatPage()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/llms-full.txt", Lists.Text(Full));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/llms-full.txt#/use-it"], request => request with { Mode = "single" });

        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Equal([site["/docs/llms-full.txt#/use-it"]], await archon.StoredAsync("c1"));
    }

    [Theory]
    [InlineData("llms")]
    [InlineData("auto")]
    public async Task WhereNothingElseLeadsToAPage_ItIsTaken(string mode)
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/");
        site.Put("/docs/llms-full.txt", Lists.Text(Full));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = mode });

        Assert.Equal((CrawlStatus.Complete, mode == "llms" ? 2 : 3), (record.Status, record.Counters.PagesDone));
    }

    [Fact]
    public async Task WhereLinksLeadSomewhere_ItIsLeftAlone()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a");
        site.Page("/docs/a");
        site.Put("/docs/llms-full.txt", Lists.Text(Full));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(2, record.Counters.PagesDone);
        Assert.DoesNotContain("/docs/llms-full.txt", site.Requests.Keys);
    }

    [Fact]
    public async Task ARefresh_KeepsWhatIsTheSame_AndTakesAwayWhatIsGoneTwice()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/llms-full.txt", Lists.Text(Full + "# Gone\n\nSoon.\n"));
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/llms-full.txt"]);
        site.Put("/docs/llms-full.txt", Lists.Text(Full.Replace("a question", "two questions", StringComparison.Ordinal) + "# New\n\nJust written.\n"));

        var first = await archon.RefreshAsync("r1", "c1");
        var second = await archon.RefreshAsync("r2", "c1");

        Assert.Equal((1, 1, 1, 0), (first.Counters.PagesAdded, first.Counters.PagesChanged, first.Counters.PagesUnchanged, first.Counters.PagesRemoved));
        Assert.Equal((0, 0, 3, 1), (second.Counters.PagesAdded, second.Counters.PagesChanged, second.Counters.PagesUnchanged, second.Counters.PagesRemoved));
        Assert.Equal(["install", "new", "use-it"], (await archon.StoredAsync("c1")).Select(url => url[(url.LastIndexOf('/') + 1)..]));
    }
}
