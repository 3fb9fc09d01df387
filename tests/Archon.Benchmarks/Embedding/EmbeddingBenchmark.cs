using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Nodes;
using Archon.Ports.Embedding;

namespace Archon.Benchmarks.Embedding;

/// <summary>
/// Whole crawls whose vectors come from a server that does what it is asked and from one that often does not, taking turns; then one during the whole of which the server is away.
/// What is timed is a crawl from its start to its end, the last vector included.
/// </summary>
internal static class EmbeddingBenchmark
{
    // Issue 4: total time within 1.5 times that of the undisturbed run.
    private const double Bar = 1.5;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(string archon, string folder, int concurrency, int rounds, int firstSeed)
    {
        await using var site = await StaticSite.StartAsync(folder, TimeSpan.Zero);
        await site.WarmAsync();
        var seed = new Uri(site.Address, "index.html").AbsoluteUri;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, concurrency {concurrency}, {Environment.ProcessorCount} cores"));
        Console.WriteLine("server       seconds  pages  chunks  embedded  answered once  more often  faults");
        var (calm, disturbed) = (new List<Run>(), new List<Run>());
        for (var round = 0; round < rounds; round++)
        {
            calm.Add(await CrawlAsync(archon, seed, concurrency, "undisturbed", FaultRates.None, firstSeed + round));
            disturbed.Add(await CrawlAsync(archon, seed, concurrency, "disturbed", FaultRates.Bar, firstSeed + round));
        }

        var outage = await OutageAsync(archon, seed, concurrency);
        var ratio = Median.Of(disturbed.Select(run => run.Seconds)) / Median.Of(calm.Select(run => run.Seconds));
        var whole = calm.Concat(disturbed).Append(outage).All(run => run.IsWhole);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"medians of {rounds}: disturbed {ratio:0.00}x of undisturbed (bar {Bar:0.0}x); every chunk embedded exactly once: {(whole ? "yes" : "NO")}"));
        return whole && ratio <= Bar ? 0 : 1;
    }

    private static async Task<Run> CrawlAsync(string archon, string seed, int concurrency, string name, FaultRates rates, int faultSeed)
    {
        var data = Directory.CreateTempSubdirectory("archon-embedding-");
        try
        {
            await using var server = await FaultyServer.StartAsync(rates, faultSeed);
            await using var node = await ServedNode.StartEmbeddedAsync(archon, data.FullName, Settings(server));
            var crawl = await node.WaitAsync(await node.AddAsync(new { url = seed, maxPages = 100_000, concurrency }));
            var span = crawl.GetProperty("endedAt").GetDateTimeOffset() - crawl.GetProperty("startedAt").GetDateTimeOffset();
            return Report(name, span, crawl, server);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    // The server is away until every page is stored. What is timed is from its return to the end.
    private static async Task<Run> OutageAsync(string archon, string seed, int concurrency)
    {
        var data = Directory.CreateTempSubdirectory("archon-embedding-");
        try
        {
            await using var server = await FaultyServer.StartAsync(FaultRates.None, 1);
            server.IsAway = true;
            await using var node = await ServedNode.StartEmbeddedAsync(archon, data.FullName, Settings(server));
            var id = await node.AddAsync(new { url = seed, maxPages = 100_000, concurrency });
            using var timer = new PeriodicTimer(Poll);
            JsonElement waiting;
            do
            {
                await timer.WaitForNextTickAsync();
                waiting = await node.GetAsync($"/api/crawls/{id}");
            }
            while (waiting.GetProperty("status").GetString() != "embedding");

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the server is away: {waiting.GetProperty("pagesDone")} pages stored, {waiting.GetProperty("chunksEmbedded")} of {waiting.GetProperty("chunksStored")} chunks embedded; it returns"));
            var clock = Stopwatch.StartNew();
            server.IsAway = false;
            var crawl = await node.WaitAsync(id);
            return Report("returned", clock.Elapsed, crawl, server);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static (string Name, string Value)[] Settings(FaultyServer server) =>
    [
        ("ARCHON__EMBEDDINGS__ENDPOINT", server.Endpoint),
        ("ARCHON__EMBEDDINGS__MODEL", "faulty"),
        ("ARCHON__EMBEDDINGS__DIMENSIONS", FaultyServer.Dimensions.ToString(CultureInfo.InvariantCulture)),
    ];

    private static Run Report(string name, TimeSpan span, JsonElement crawl, FaultyServer server)
    {
        var (chunks, embedded) = (crawl.GetProperty("chunksStored").GetInt64(), crawl.GetProperty("chunksEmbedded").GetInt64());

        // Pages may hold the same passage under the same headings: such a text is answered once for each. What a server is asked to see whether it answers at all is no passage.
        var (answers, texts) = (server.Answered.Where(text => text.Key != ProbeText.Question).Sum(text => text.Value), server.Answered.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-11} {span.TotalSeconds,8:0.0} {crawl.GetProperty("pagesDone").GetInt64(),6} {chunks,7} {embedded,9} {server.Answered.Values.Count(count => count == 1),14} {server.Answered.Values.Count(count => count > 1),11}  {(server.Faults is "" ? "none" : server.Faults)}"));
        return new Run(span.TotalSeconds, chunks == embedded && chunks == answers && texts > 0);
    }

    private sealed record Run(double Seconds, bool IsWhole);
}
