using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Cluster;

/// <summary>
/// Three silos against one on a slow site, the concurrency of a silo being the same. What is compared is the steady state: the first
/// quarter of the pages, in which processes warm up and the frontier fills, and the last ones, for which there are more lanes than pages,
/// are crawled and not timed.
/// </summary>
internal static class ScaleBenchmark
{
    // Issue 3: three silos against one.
    private const double Bar = 2.7;
    private const int Silos = 3;

    // Of all pages. Before the first tenth is done every page reveals ten others, after it none does.
    private const double From = 0.25;
    private const double To = 0.95;

    public static async Task<int> RunAsync(string archon, int pages, int latencyMilliseconds, int concurrency)
    {
        await ArchonProgram.BuiltAsync(archon);
        await using var server = await DurableServer.StartAsync();
        await using var site = await SyntheticSite.StartAsync(pages, TimeSpan.FromMilliseconds(latencyMilliseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pages} pages, each {latencyMilliseconds} ms late; {concurrency} at once a silo, {Environment.ProcessorCount} cores; timed: from {From:0 %} to {To:0 %} of the pages stored"));
        var one = await CrawlAsync(archon, site, server, silos: 1, pages, concurrency, latencyMilliseconds);
        var several = await CrawlAsync(archon, site, server, Silos, pages, concurrency, latencyMilliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Silos} silos against one: {several / one:0.00}x (bar {Bar:0.0}x)"));
        return several / one >= Bar ? 0 : 1;
    }

    private static async Task<double> CrawlAsync(
        string archon, SyntheticSite site, DurableServer server, int silos, int pages, int concurrency, int latencyMilliseconds)
    {
        var database = await server.CreateDatabaseAsync();

        // What one silo may ask of a host at once is the operator's to say; here all of them may ask for what they have lanes for.
        var lanes = silos * concurrency;
        var budget = ("ARCHON__HOSTS__CONCURRENCY", lanes.ToString(CultureInfo.InvariantCulture));
        Task<ServedNode>[] starting =
        [
            ServedNode.StartInClusterAsync(archon, database, "gateway"),
            .. Enumerable.Range(0, silos).Select(_ => ServedNode.StartInClusterAsync(archon, database, "silo", budget)),
        ];
        try
        {
            var nodes = await Task.WhenAll(starting);
            var samples = new List<Sample>();
            var clock = Stopwatch.StartNew();
            var id = await nodes[0].AddAsync(new { url = site.Seed, maxPages = pages, maxDepth = 20, concurrency = lanes });
            await nodes[0].WaitAsync(id, crawl => samples.Add(new Sample(clock.Elapsed, Done(crawl), [.. nodes.Skip(1).Select(silo => silo.Cpu)])));
            return Print(silos, samples, pages, lanes * 1000.0 / latencyMilliseconds);
        }
        finally
        {
            foreach (var node in starting)
            {
                await ((Task)node).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (node.IsCompletedSuccessfully)
                {
                    await (await node).DisposeAsync();
                }
            }

            await server.DropDatabaseAsync(database);
        }
    }

    private static double Print(int silos, List<Sample> samples, int pages, double most)
    {
        var first = samples.First(sample => sample.Pages >= pages * From);
        var last = samples.First(sample => sample.Pages >= pages * To);
        var (done, span) = (last.Pages - first.Pages, last.At - first.At);
        var rate = done / span.TotalSeconds;
        var shares = last.Cpu.Zip(first.Cpu, (after, before) => (after - before).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{silos} silo(s): {done} pages in {span.TotalSeconds:0.0} s, {rate:0.0} pages/s of {most:0.0} that the site allows; CPU seconds of each: {string.Join(", ", shares)}; all {samples[^1].Pages} pages in {samples[^1].At.TotalSeconds:0.0} s"));
        return rate;
    }

    private static long Done(JsonElement crawl) => crawl.GetProperty("pagesDone").GetInt64();

    private sealed record Sample(TimeSpan At, long Pages, IReadOnlyList<TimeSpan> Cpu);
}
