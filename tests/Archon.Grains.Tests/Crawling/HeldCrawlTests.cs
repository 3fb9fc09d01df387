using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Crawling;

/// <summary>What a crawl says of a host that wants to be left alone.</summary>
public sealed class HeldCrawlTests
{
    [Fact]
    public async Task AHostThatAsksForTenMinutes_IsNamedOnce_AndTheCrawlCanBeCancelled()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a", "/docs/b", "/docs/c");
        foreach (var path in (string[])["/docs/a", "/docs/b", "/docs/c"])
        {
            site.Put(path, new SiteAnswer { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "600" } });
        }

        await using var archon = await ArchonCluster.StartAsync();
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.After(nameof(IProgressJournal.AppendJournalAsync), async () =>
        {
            if ((await archon.JournalAsync("c1")).Any(progress => progress.Log?.Contains("left alone for 10 min", StringComparison.Ordinal) == true))
            {
                said.TrySetResult();
            }
        });
        await archon.StartCrawlAsync("c1", site["/docs/"]);

        await Patience.WaitAsync(said.Task);

        await archon.Crawl("c1").CancelAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CrawlStatus.Cancelled, (await archon.EndOfAsync("c1")).Status);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.Log?.Contains("left alone", StringComparison.Ordinal) == true);
    }
}
