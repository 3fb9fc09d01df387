using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres;
using Archon.Storage.Tests.Conformance;

namespace Archon.Storage.Tests.Postgres;

/// <summary>Commits of many clients at once, and what they cost.</summary>
public sealed class PostgresCommitTests : PostgresFacts
{
    [Fact]
    public async Task Commits_OfOneCrawlFromManyNodes_CountExactlyAndDoNotDeadlock()
    {
        await using var first = await Database.OpenAsync();
        await first.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await first.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var seed = (await first.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        await first.CommitPageAsync(Done("c", epoch, seed, Enumerable.Range(0, 200)), Cancel);
        var nodes = Enumerable.Range(0, 6).Select(_ => TestDatabase.Open(Database.Connection)).ToList();

        var committed = await Task.WhenAll(nodes.Select((node, n) => CrawlAsync(node, "c", epoch, new Random(n))));

        var crawl = (await first.FindCrawlAsync("c", Cancel))!;
        // A page that a redirect took is not claimed any more.
        Assert.InRange(committed.Sum(), 100, 200);
        Assert.Equal((201, crawl.Counters.PagesDiscovered), (crawl.Counters.PagesDone + crawl.Counters.PagesSkipped, await Database.CountAsync("SELECT count(*) FROM page")));
        Assert.Equal(crawl.Counters.PagesDone, await Database.CountAsync("SELECT count(*) FROM page WHERE state = 2"));
        Assert.Equal(crawl.Counters.ChunksStored, await Database.CountAsync("SELECT count(*) FROM chunk"));
        Assert.Equal(crawl.Counters.LinksRefused, await Database.CountAsync("SELECT count(*) FROM refused_link"));
        Assert.Equal(await Database.CountAsync("SELECT count(*) FROM document"), (await first.FindSourceAsync("source", Cancel))!.Documents);
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Commits_WhileTheCrawlChangesHands_AreDoneOnceOrFenced()
    {
        await using var store = await Database.OpenAsync();
        await using var other = TestDatabase.Open(Database.Connection);
        await store.CreateCrawlAsync(Crawl("c"), Cancel);
        var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
        var seed = (await store.ClaimPagesAsync("c", epoch, 1, Cancel))!.Value[0];
        await store.CommitPageAsync(Done("c", epoch, seed, Enumerable.Range(0, 100)), Cancel);

        while ((await other.FindCrawlAsync("c", Cancel))!.Counters is { } counters && counters.PagesDone + counters.PagesSkipped < 101)
        {
            // The old owner goes on with what it claimed while the new one takes the crawl over.
            var claimed = (await store.ClaimPagesAsync("c", epoch, 16, Cancel))!.Value;
            var commits = claimed.Select(page => store.CommitPageAsync(Done("c", epoch, page, Enumerable.Range(0, 100)), Cancel)).ToList();
            epoch = (await other.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
            Assert.All(await Task.WhenAll(commits), result => Assert.True(result.Outcome is CommitOutcome.Committed or CommitOutcome.Fenced));
            foreach (var page in (await other.ClaimPagesAsync("c", epoch, 4, Cancel))!.Value)
            {
                Assert.Equal(CommitOutcome.Committed, (await other.CommitPageAsync(Done("c", epoch, page, []), Cancel)).Outcome);
            }
        }

        Assert.Equal(101, await Database.CountAsync("SELECT count(*) FROM page WHERE state IN (2, 4)"));
        Assert.Equal((await store.FindCrawlAsync("c", Cancel))!.Counters.PagesDone, await Database.CountAsync("SELECT count(*) FROM document"));
    }

    [Fact]
    public async Task Commits_OnTablesThatWereEmpty_NeverReadOneFromEndToEnd()
    {
        await using (var store = await Database.OpenAsync())
        {
            await store.CreateCrawlAsync(Crawl("c"), Cancel);
            var epoch = (await store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel))!.Epoch;
            Assert.True(await CrawlAsync(store, "c", epoch, new Random(1)) > 100);
            var backlog = await store.ReadBacklogAsync("source", "m", 0, 500, Cancel);
            await store.StoreVectorsAsync("m", [.. backlog.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(0)))], Cancel);
        }

        // A connection tells what it read when it ends, which is a moment after it was closed.
        while (await Database.CountAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'archon'") > 0)
        {
        }

        Assert.Equal("", await Database.TextAsync(
            "SELECT coalesce(string_agg(relname || ' ' || seq_tup_read, ', '), '') FROM pg_stat_user_tables "
            + "WHERE relname IN ('page', 'refused_link', 'document', 'chunk', 'chunk_waiting', 'code_example') AND seq_tup_read > 0"));
    }


    /// <summary>Crawls what it can claim until nothing is left; how many pages it committed. Some redirect to others.</summary>
    private static async Task<int> CrawlAsync(PostgresStore store, string id, long epoch, Random random)
    {
        var committed = 0;
        while (true)
        {
            var pages = (await store.ClaimPagesAsync(id, epoch, 8, Cancel))!.Value;
            if (pages.IsEmpty)
            {
                return committed;
            }

            var commits = pages.Select(page => Done(id, epoch, page, Enumerable.Range(0, 30).Select(_ => random.Next(200)).ToArray()) with
            {
                FinalUrl = random.Next(4) == 0 ? $"{Seed}{random.Next(200)}" : null,
                Refused = [new RefusedLink($"x:{random.Next(500)}", PageReason.UnsupportedScheme)],
            }).ToList();
            var results = await Task.WhenAll(commits.Select(commit => store.CommitPageAsync(commit, Cancel)));
            committed += results.Count(result => result.Outcome == CommitOutcome.Committed);
        }
    }
}
