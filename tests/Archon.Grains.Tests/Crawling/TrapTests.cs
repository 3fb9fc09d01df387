using System.Globalization;
using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Sites that go on for ever.</summary>
public sealed class TrapTests
{
    private const int Months = 300;
    private const int Chapters = 100;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACalendar_EndsByItsBudget_AndChaptersWithNumbersDoNot(bool isTagged)
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", ["/docs/calendar/0", .. Enumerable.Range(0, Chapters).Select(chapter => $"/docs/chapter-{chapter}")]);
        for (var month = 0; month < Months; month++)
        {
            site.Put($"/docs/calendar/{month}", new SiteAnswer
            {
                Body = Month(month),
                Headers = isTagged ? new Dictionary<string, string> { ["ETag"] = $"\"{month}\"" } : [],
            });
        }

        for (var chapter = 0; chapter < Chapters; chapter++)
        {
            site.Put($"/docs/chapter-{chapter}", new SiteAnswer { Body = Chapter(chapter) });
        }

        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { MaxPages = 2_000, MaxDepth = 100 });

        var pages = await archon.PagesAsync("c1");
        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Equal(Chapters, pages.Count(page => page.Url.Contains("/chapter-", StringComparison.Ordinal) && page.State == PageState.Done));
        var trapped = pages.Where(page => page.Reason == PageReason.Trap).ToArray();
        Assert.NotEmpty(trapped);
        Assert.All(trapped, page => Assert.Contains("/docs/calendar/# were nearly the same", page.Detail, StringComparison.Ordinal));
        Assert.InRange(pages.Count(page => page.Url.Contains("/calendar/", StringComparison.Ordinal)), 51, 80);

        // What was passed over was not asked for.
        Assert.All(trapped, page => Assert.DoesNotContain(new Uri(page.Url).AbsolutePath, site.Requests.Keys));

        // A refresh ends by the budget, too, and keeps what was stored.
        var stored = record.Counters.PagesDone;
        foreach (var id in (string[])["r1", "r2", "r3"])
        {
            var refreshed = await archon.RefreshAsync(id, "c1");
            Assert.Equal((CrawlStatus.Complete, 0L, stored), (refreshed.Status, refreshed.Counters.PagesRemoved, refreshed.Counters.PagesUnchanged));
            Assert.InRange((await archon.PagesAsync(id)).Count(page => page.Url.Contains("/calendar/", StringComparison.Ordinal)), 51, 110);
            stored += refreshed.Counters.PagesAdded;
        }
    }

    private static string Month(int month) => string.Create(
        CultureInfo.InvariantCulture,
        $"<html><head><title>Month {month}</title></head><body><main><h1>Month {month}</h1><p>There are no events in these days. Choose another month to see what is planned there, or tell us of yours.</p><p><a href='/docs/calendar/{month + 1}'>next month</a></p></main></body></html>");

    private static string Chapter(int chapter)
    {
        var words = string.Join(' ', Enumerable.Range(0, 80).Select(word => $"{(char)('a' + (((chapter * 7) + (word * 3)) % 26))}{(char)('a' + ((chapter / 3) + (word * word)) % 26)}word"));
        return $"<html><head><title>Chapter {chapter}</title></head><body><main><h1>Chapter {chapter}</h1><p>{words}</p></main></body></html>";
    }
}
