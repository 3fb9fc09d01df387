using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Cluster;

/// <summary>A crawl of very many small pages: whether it is as fast and as small at its end as at its beginning.</summary>
internal static class FlatBenchmark
{
    // Issue 3: pages/s of the last tenth against the first, memory of the last against the second.
    private const double SpeedBar = 0.9;
    private const double MemoryBar = 1.1;
    private const int Parts = 10;

    public static async Task<int> RunAsync(string archon, int pages, int concurrency, bool onSqlite)
    {
        await using var site = await SyntheticSite.StartAsync(pages, TimeSpan.Zero);
        if (onSqlite)
        {
            var data = Directory.CreateTempSubdirectory("archon-flat-");
            try
            {
                await using var node = await ServedNode.StartEmbeddedAsync(archon, data.FullName);
                return await CrawlAsync(node, "SQLite", site, pages, concurrency);
            }
            finally
            {
                data.Delete(recursive: true);
            }
        }

        await using var server = await DurableServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        try
        {
            await using var node = await ServedNode.StartInClusterAsync(archon, database, "all");
            return await CrawlAsync(node, "PostgreSQL", site, pages, concurrency);
        }
        finally
        {
            await server.DropDatabaseAsync(database);
        }
    }

    private static async Task<int> CrawlAsync(ServedNode node, string store, SyntheticSite site, int pages, int concurrency)
    {
        var clock = Stopwatch.StartNew();
        var samples = new List<Sample>();
        var id = await node.AddAsync(new { url = site.Seed, maxPages = pages, maxDepth = 20, concurrency });
        await node.WaitAsync(id, crawl => samples.Add(Take(clock.Elapsed, crawl, node)));

        Console.WriteLine($"{store}, {pages} pages, concurrency {concurrency}, {Environment.ProcessorCount} cores");
        Console.WriteLine("tenth  pages/s  node CPU ms/page  node MB (median)");
        var parts = Enumerable.Range(0, Parts).Select(part => Part(samples, (long)pages * part / Parts, (long)pages * (part + 1) / Parts)).ToList();
        for (var i = 0; i < Parts; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1,5} {parts[i].Rate,8:0.0} {parts[i].Cpu,17:0.00} {parts[i].Megabytes,17:0}"));
        }

        var (speed, memory) = (parts[^1].Rate / parts[0].Rate, parts[^1].Megabytes / parts[1].Megabytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"last tenth against first: {speed:0.00}x pages/s (bar {SpeedBar:0.0}x); against second: {memory:0.00}x memory (bar {MemoryBar:0.0}x)"));
        return speed >= SpeedBar && memory <= MemoryBar ? 0 : 1;
    }

    private static Sample Take(TimeSpan at, JsonElement crawl, ServedNode node) => new(at, crawl.GetProperty("pagesDone").GetInt64(), node.Cpu, node.Megabytes);

    private static (double Rate, double Cpu, double Megabytes) Part(List<Sample> samples, long from, long to)
    {
        var first = samples.FindLastIndex(sample => sample.Pages <= from);
        var last = samples.FindIndex(sample => sample.Pages >= to);
        var inside = samples[Math.Max(first, 0)..(last + 1)];
        var pages = inside[^1].Pages - inside[0].Pages;
        return (pages / (inside[^1].At - inside[0].At).TotalSeconds, (inside[^1].Cpu - inside[0].Cpu).TotalMilliseconds / pages, Median.Of(inside.Select(sample => sample.Megabytes)));
    }

    private sealed record Sample(TimeSpan At, long Pages, TimeSpan Cpu, double Megabytes);
}
