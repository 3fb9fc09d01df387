using System.Text;
using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>
/// How far a crawl goes over the hosts of one domain. Names below localhost are this machine, so one server is all of them; each
/// path belongs to one host, and the seed links to all.
/// </summary>
public sealed class ScopeTests
{
    private static readonly (string Host, string Path)[] Neighbours =
        [("docs.localhost", "/parent.html"), ("b.docs.localhost", "/sibling.html"), ("c.b.docs.localhost", "/below.html"), ("other.localhost", "/stranger.html"), ("notdocs.localhost", "/namesake.html")];

    [Theory]
    [InlineData("domain", "/below.html /parent.html /seed.html /sibling.html")]
    [InlineData("host", "/seed.html")]
    public async Task Scope_GoesOverTheHostsItNamesAndNoOther(string scope, string expected)
    {
        await using var site = await StartAsync();
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("crawl", Seed(site), "--scope", scope, "--allow-private", "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var stored = expected.Split(' ');
        Assert.Equal(stored.Length, JsonDocument.Parse(ended.Output[^1]).RootElement.GetProperty("pagesDone").GetInt32());
        Assert.Equal(stored, PagesAskedFor(site));
    }

    [Fact]
    public async Task DomainScope_OfALoopbackUrl_DialsItsOwnOriginOnly()
    {
        await using var site = await StartAsync();
        using var data = new DataFolder();

        var ended = await ArchonProcess.RunAsync("crawl", Seed(site), "--scope", "domain", "--data", data.Path);

        Assert.Equal(3, ended.ExitCode);
        Assert.Equal(["/seed.html"], PagesAskedFor(site));
        Assert.Contains(ended.Output, line => line.Contains("3 pages failed: the address is in a private network", StringComparison.Ordinal));
        Assert.Contains(ended.Output, line => line.Contains("--allow-private allows them", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_AreListedByStateAndReason_WithWhatIsSaidOfEach()
    {
        await using var site = await StartAsync();
        using var data = new DataFolder();
        await ArchonProcess.RunAsync("crawl", Seed(site), "--scope", "domain", "--data", data.Path);
        var crawls = await ArchonProcess.RunAsync("crawls", "--json", "--data", data.Path);
        var id = JsonDocument.Parse(crawls.Output[^1]).RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        Task<ArchonProcess.Ended> ListAsync(params string[] words) => ArchonProcess.RunAsync(["pages", id, .. words, "--data", data.Path]);

        var failed = await ListAsync("--state", "failed");
        var refused = JsonDocument.Parse((await ListAsync("--reason", "out-of-scope", "--json")).Output[^1]).RootElement.GetProperty("items");
        var first = await ListAsync("--limit", "1");
        var none = await ListAsync("--state", "pending");
        var unknown = await ListAsync("--reason", "time-out");

        Assert.Equal((0, 4), (failed.ExitCode, failed.Output.Count));
        Assert.All(failed.Output.Skip(1), line => Assert.Matches("^failed  -       1      address-refused  http://[a-z.]+localhost:[0-9]+/[a-z]+\\.html  .*private", line));
        Assert.Equal(2, refused.GetArrayLength());
        Assert.Equal((0, 2), (first.ExitCode, first.Output.Count));
        Assert.Contains("There are more than 1", first.Errors, StringComparison.Ordinal);
        Assert.Contains("has no such page", none.Errors, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("did you mean timeout ?", unknown.Errors, StringComparison.Ordinal);
    }

    private static async Task<ServedSite> StartAsync()
    {
        var pages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var site = await ServedSite.StartAsync(pages);

        // Absolute links need the port, which is known now.
        pages["/seed.html"] = Page("seed", string.Concat(Neighbours.Select(page => $"<a href='http://{page.Host}:{site.Address.Port}{page.Path}'>{page.Host}</a> ")));
        foreach (var (host, path) in Neighbours)
        {
            pages[path] = Page(host, "nothing further");
        }

        return site;
    }

    private static string Seed(ServedSite site) => $"http://a.docs.localhost:{site.Address.Port}/seed.html";

    // What tells of a site is no page of it.
    private static IEnumerable<string> PagesAskedFor(ServedSite site) =>
        site.Requests.Keys.Where(path => path is not ("/robots.txt" or "/sitemap.xml" or "/llms.txt" or "/llms-full.txt")).Order(StringComparer.Ordinal);

    private static byte[] Page(string title, string body) =>
        Encoding.UTF8.GetBytes($"<!doctype html><title>{title}</title><main><h1>{title}</h1><p>Words about {title}.</p>{body}</main>");
}
