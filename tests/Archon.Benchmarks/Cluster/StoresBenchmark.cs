using System.Globalization;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Cluster;

/// <summary>Whole-site crawls by one node on SQLite and by one node on PostgreSQL, taking turns at the same site in the same run.</summary>
internal static class StoresBenchmark
{
    // Issue 3: throughput on PostgreSQL, one silo.
    private const double Bar = 0.7;

    public static async Task<int> RunAsync(string archon, string folder, int concurrency, int rounds)
    {
        await using var site = await StaticSite.StartAsync(folder, TimeSpan.Zero);
        await site.WarmAsync();
        await using var server = await DurableServer.StartAsync();
        var seed = new Uri(site.Address, "index.html").AbsoluteUri;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, concurrency {concurrency}, {Environment.ProcessorCount} cores"));
        Console.WriteLine("store       pages   span s  pages/s  node CPU ms/page  server CPU ms/page");
        var (embedded, clustered) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            embedded.Add(await OnSqliteAsync(archon, seed, concurrency));
            clustered.Add(await OnPostgresAsync(archon, seed, concurrency, server));
        }

        var ratio = Median.Of(clustered) / Median.Of(embedded);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"medians of {rounds}: SQLite {Median.Of(embedded):0.0}, PostgreSQL {Median.Of(clustered):0.0} pages/s, ratio {ratio:0.00}x (bar {Bar:0.0}x)"));
        return ratio >= Bar ? 0 : 1;
    }

    private static async Task<double> OnSqliteAsync(string archon, string seed, int concurrency)
    {
        var data = Directory.CreateTempSubdirectory("archon-stores-");
        try
        {
            await using var node = await ServedNode.StartEmbeddedAsync(archon, data.FullName);
            return await CrawlAsync(node, "SQLite", seed, concurrency, () => Task.FromResult(TimeSpan.Zero));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<double> OnPostgresAsync(string archon, string seed, int concurrency, DurableServer server)
    {
        var database = await server.CreateDatabaseAsync();
        try
        {
            await using var node = await ServedNode.StartInClusterAsync(archon, database, "all");
            return await CrawlAsync(node, "PostgreSQL", seed, concurrency, server.CpuAsync);
        }
        finally
        {
            await server.DropDatabaseAsync(database);
        }
    }

    private static async Task<double> CrawlAsync(ServedNode node, string store, string seed, int concurrency, Func<Task<TimeSpan>> serverCpu)
    {
        var (before, serverBefore) = (node.Cpu, await serverCpu());
        var crawl = await node.WaitAsync(await node.AddAsync(new { url = seed, maxPages = 100_000, concurrency }));
        var (cpu, used) = (node.Cpu - before, await serverCpu() - serverBefore);
        var pages = crawl.GetProperty("pagesDone").GetInt64();
        var span = crawl.GetProperty("endedAt").GetDateTimeOffset() - crawl.GetProperty("startedAt").GetDateTimeOffset();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{store,-10} {pages,6} {span.TotalSeconds,8:0.00} {pages / span.TotalSeconds,8:0.0} {cpu.TotalMilliseconds / pages,17:0.00} {used.TotalMilliseconds / pages,19:0.00}"));
        return pages / span.TotalSeconds;
    }
}
