using System.Globalization;
using System.Text.Json;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Crawling;

/// <summary>Whole-site crawls by Archon and by Scrapy, taking turns at the same site in the same run.</summary>
internal static class CrawlBenchmark
{
    // Of a slow site's crawl the middle is timed: in the beginning few links are known, and at the end the last answers are waited for.
    private const double From = 0.25;
    private const double To = 0.95;

    public static async Task<int> RunAsync(string archon, string folder, int concurrency, int latencyMilliseconds, int maxPages, bool withScrapy, int rounds)
    {
        await using var site = await StaticSite.StartAsync(folder, TimeSpan.FromMilliseconds(latencyMilliseconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"site {folder} served by this process, latency {latencyMilliseconds} ms"));
        if (latencyMilliseconds == 0)
        {
            // Neither crawler shall pay for a server that is still being compiled.
            await site.WarmAsync();
        }

        // A host gets 16 requests at once, whatever a crawl asks for, unless its node says otherwise.
        Environment.SetEnvironmentVariable("ARCHON__HOSTS__CONCURRENCY", Math.Max(16, concurrency).ToString(CultureInfo.InvariantCulture));
        var most = latencyMilliseconds == 0 ? double.PositiveInfinity : concurrency * 1000.0 / latencyMilliseconds;
        return await RunAsync(archon, new Uri(site.Address, "index.html").AbsoluteUri, concurrency, maxPages, withScrapy, rounds, most);
    }

    public static async Task<int> RunAsync(
        string archon, string seed, int concurrency, int maxPages, bool withScrapy, int rounds, double most = double.PositiveInfinity)
    {
        await ArchonProgram.BuiltAsync(archon);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, concurrency {concurrency}, {Environment.ProcessorCount} cores"));
        Console.WriteLine("crawler    pages   span s  pages/s  CPU ms/page  peak MB  first output s  process s");

        var (ours, peers) = (new List<Figures>(), new List<Figures>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await ArchonAsync(archon, seed, concurrency, maxPages));
            Print("archon", ours[^1]);
            if (withScrapy)
            {
                peers.Add(await ScrapyAsync(seed, concurrency));
                Print("scrapy", peers[^1]);
            }
        }

        var (rate, cost) = (Median.Of(ours.Select(one => one.Rate)), Median.Of(ours.Select(one => one.CpuPerPage)));
        Console.WriteLine(withScrapy
            ? string.Create(CultureInfo.InvariantCulture, $"medians of {rounds}: archon {rate:0.0}, scrapy {Median.Of(peers.Select(one => one.Rate)):0.0} pages/s, ratio {rate / Median.Of(peers.Select(one => one.Rate)):0.00}x; {Median.Of(peers.Select(one => one.CpuPerPage)) / cost:0.00}x less CPU a page")
            : string.Create(CultureInfo.InvariantCulture, $"median of {rounds}: {rate:0.0} pages/s, {cost:0.00} CPU ms a page"));
        if (double.IsFinite(most))
        {
            var middle = Median.Of(ours.Select(one => Middle(one.Run.Lines)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"from {From:P0} to {To:P0} of the pages: archon {middle:0.0} of the {most:0.0} pages/s that the site allows, {middle / most:P1}"));
        }

        return 0;
    }

    /// <summary>Pages a second between the events that are nearest to the two ends of the middle.</summary>
    private static double Middle(IReadOnlyList<string> lines)
    {
        var events = lines.SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(progress => (At: progress.GetProperty("timestamp").GetDateTimeOffset(), Done: progress.GetProperty("pagesDone").GetInt64())).ToList();
        var first = events.First(one => one.Done >= events[^1].Done * From);
        var last = events.Last(one => one.Done <= events[^1].Done * To);
        return (last.Done - first.Done) / (last.At - first.At).TotalSeconds;
    }

    private static async Task<Figures> ArchonAsync(string archon, string seed, int concurrency, int maxPages)
    {
        var data = Directory.CreateTempSubdirectory("archon-benchmark-");
        try
        {
            string[] arguments =
            [
                "crawl", seed, "--json", "--data", data.FullName,
                "--concurrency", concurrency.ToString(CultureInfo.InvariantCulture),
                "--max-pages", maxPages.ToString(CultureInfo.InvariantCulture),
            ];
            var run = await MeasuredProcess.RunAsync(archon, arguments, data.FullName);
            var crawl = JsonDocument.Parse(run.Lines[^1]).RootElement;
            var span = crawl.GetProperty("endedAt").GetDateTimeOffset() - crawl.GetProperty("startedAt").GetDateTimeOffset();
            return new Figures(crawl.GetProperty("pagesDone").GetInt64(), span, run);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<Figures> ScrapyAsync(string seed, int concurrency)
    {
        var folder = Directory.CreateTempSubdirectory("scrapy-benchmark-");
        try
        {
            var script = Path.Combine(folder.FullName, "scrapy_peer.py");
            await using (var resource = typeof(CrawlBenchmark).Assembly.GetManifestResourceStream("Archon.Benchmarks.Crawling.scrapy_peer.py")!)
            await using (var file = File.Create(script))
            {
                await resource.CopyToAsync(file);
            }

            var run = await MeasuredProcess.RunAsync(
                "/usr/bin/python3",
                [script, seed, Path.Combine(folder.FullName, "out.jsonl"), concurrency.ToString(CultureInfo.InvariantCulture)],
                folder.FullName);
            var result = JsonDocument.Parse(run.Lines[^1]).RootElement;
            return new Figures(result.GetProperty("pages").GetInt64(), TimeSpan.FromSeconds(result.GetProperty("seconds").GetDouble()), run);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string name, Figures figures) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-8} {figures.Pages,7} {figures.Span.TotalSeconds,8:0.00} {figures.Rate,8:0.0} {figures.CpuPerPage,12:0.00} {figures.Run.PeakMegabytes,8:0} {figures.Run.FirstLine.TotalSeconds,15:0.00} {figures.Run.Wall.TotalSeconds,10:0.00}"));

    private sealed record Figures(long Pages, TimeSpan Span, MeasuredProcess Run)
    {
        public double Rate => Pages / Span.TotalSeconds;

        public double CpuPerPage => Run.Cpu.TotalMilliseconds / Pages;
    }
}
