using System.Diagnostics;
using System.Globalization;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Gateway;

/// <summary>How fast the gateway answers while a whole-site crawl runs at full speed: add, status and cancel in turn.</summary>
internal static class LatencyBenchmark
{
    private const int WarmUps = 5;

    public static async Task<int> RunAsync(string archon, string folder, int rounds)
    {
        await using var site = await StaticSite.StartAsync(folder, TimeSpan.Zero);
        await using var quiet = await StaticSite.StartAsync(folder, TimeSpan.FromMinutes(1));
        var data = Directory.CreateTempSubdirectory("archon-latency-");
        try
        {
            await using var node = await ServedNode.StartEmbeddedAsync(archon, data.FullName);
            var busy = await node.AddAsync(new { url = new Uri(site.Address, "index.html"), maxPages = 1_000_000 });
            var (add, status, cancel) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -WarmUps; round < rounds; round++)
            {
                // Every crawl has a source of its own and waits for a site that does not answer; the busy one is started over when it ends.
                var clock = Stopwatch.StartNew();
                var id = await node.AddAsync(new { url = new Uri(quiet.Address, $"index.html?round={round}"), maxPages = 1 });
                var added = clock.Elapsed;
                clock.Restart();
                var running = await node.GetAsync($"/api/knowledge/status/{busy}");
                var told = clock.Elapsed;
                clock.Restart();
                using var cancelled = await node.Http.PostAsync(new Uri($"/api/knowledge/cancel/{id}", UriKind.Relative), null);
                cancelled.EnsureSuccessStatusCode();
                if (round >= 0)
                {
                    add.Add(added.TotalMilliseconds);
                    status.Add(told.TotalMilliseconds);
                    cancel.Add(clock.Elapsed.TotalMilliseconds);
                }

                if (running.GetProperty("done").GetBoolean())
                {
                    busy = await node.AddAsync(new { url = new Uri(site.Address, "index.html"), maxPages = 1_000_000 });
                }
            }

            Console.WriteLine($"{rounds} rounds while a crawl runs, {Environment.ProcessorCount} cores; milliseconds");
            Print("add", add);
            Print("status", status);
            Print("cancel", cancel);
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-7} p50 {times[times.Count / 2]:0.0}  p95 {times[(int)(times.Count * 0.95)]:0.0}  p99 {times[(int)(times.Count * 0.99)]:0.0}  max {times[^1]:0.0}"));
    }
}
