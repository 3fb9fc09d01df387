using System.Globalization;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Cluster;

/// <summary>Three silos against one on a slow site, the concurrency of a silo being the same.</summary>
internal static class ScaleBenchmark
{
    // Issue 3: three silos against one.
    private const double Bar = 2.7;
    private const int Silos = 3;

    public static async Task<int> RunAsync(string archon, int pages, int latencyMilliseconds, int concurrency)
    {
        await using var server = await DurableServer.StartAsync();
        await using var site = await SyntheticSite.StartAsync(pages, TimeSpan.FromMilliseconds(latencyMilliseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pages} pages, each {latencyMilliseconds} ms late; {concurrency} at once a silo, {Environment.ProcessorCount} cores"));
        var one = await CrawlAsync(archon, site, server, silos: 1, pages, concurrency);
        var several = await CrawlAsync(archon, site, server, Silos, pages, concurrency);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Silos} silos against one: {several / one:0.00}x (bar {Bar:0.0}x)"));
        return several / one >= Bar ? 0 : 1;
    }

    private static async Task<double> CrawlAsync(string archon, SyntheticSite site, DurableServer server, int silos, int pages, int concurrency)
    {
        var database = await server.CreateDatabaseAsync();
        var nodes = new List<ServedNode>();
        try
        {
            // What one silo may ask of a host at once is the operator's to say; here all of them may ask for what they have lanes for.
            var lanes = silos * concurrency;
            var budget = ("ARCHON__HOSTS__CONCURRENCY", lanes.ToString(CultureInfo.InvariantCulture));
            var gateway = ServedNode.StartInClusterAsync(archon, database, "gateway");
            nodes.AddRange(await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => ServedNode.StartInClusterAsync(archon, database, "silo", budget))));
            nodes.Add(await gateway);
            var cpu = nodes.ConvertAll(node => node.Cpu);
            var crawl = await nodes[^1].WaitAsync(await nodes[^1].AddAsync(new { url = site.Seed, maxPages = pages, maxDepth = 20, concurrency = lanes }));
            var done = crawl.GetProperty("pagesDone").GetInt64();
            var span = crawl.GetProperty("endedAt").GetDateTimeOffset() - crawl.GetProperty("startedAt").GetDateTimeOffset();
            var shares = nodes.Take(silos).Select((node, i) => (node.Cpu - cpu[i]).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{silos} silo(s): {done} pages in {span.TotalSeconds:0.0} s, {done / span.TotalSeconds:0.0} pages/s; CPU seconds of each: {string.Join(", ", shares)}"));
            return done / span.TotalSeconds;
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }

            await server.DropDatabaseAsync(database);
        }
    }
}
