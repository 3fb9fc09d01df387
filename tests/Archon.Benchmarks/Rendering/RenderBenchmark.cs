using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Rendering;

/// <summary>A site that says nothing without JavaScript, rendered by Archon in auto mode and by Crawlee's PlaywrightCrawler, in the same Chromium.</summary>
internal static class RenderBenchmark
{
    private const double SpeedBar = 2;
    private const double MemoryBar = 1.2;
    private const string Crawlee = "crawlee@3.18.1";
    private const string Playwright = "playwright@1.65.1";

    public static async Task<int> RunAsync(string archon, string folder, string firstPage, int maxPages, bool withPeer)
    {
        await ArchonProgram.BuiltAsync(archon);
        var pages = ScriptedPages.Of(folder);
        await using var site = await StaticSite.StartAsync(pages, TimeSpan.Zero);
        await site.WarmAsync();
        var seed = new Uri(site.Address, firstPage).AbsoluteUri;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {maxPages} pages, {Environment.ProcessorCount} cores"));
        Console.WriteLine("crawler    pages   span s  pages/s  browser MB: first 200, last 200  left behind");

        var ours = await ArchonAsync(archon, seed, maxPages);
        var met = ours.Run.Last200 <= MemoryBar * ours.Run.First200 && ours.Run.LeftBehind == 0;
        Print("archon", ours);
        if (withPeer)
        {
            var peer = await CrawleeAsync(seed, maxPages);
            Print("crawlee", peer);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ours.Rate / peer.Rate:0.00}x (bar {SpeedBar}x), memory {ours.Run.Last200 / ours.Run.First200:0.00}x (bar {MemoryBar}x)"));
            met &= ours.Rate >= SpeedBar * peer.Rate;
        }

        return met ? 0 : 1;
    }

    private static async Task<Figures> ArchonAsync(string archon, string seed, int maxPages)
    {
        var data = Directory.CreateTempSubdirectory("archon-benchmark-");
        try
        {
            string[] arguments = ["crawl", seed, "--render", "auto", "--json", "--data", data.FullName, "--max-pages", maxPages.ToString(CultureInfo.InvariantCulture)];
            var run = await RenderedRun.RunAsync(
                new ProcessStartInfo(archon, arguments),
                line => JsonDocument.Parse(line).RootElement.TryGetProperty("pagesDone", out var done) ? done.GetInt32() : null);
            var span = run.Last.GetProperty("endedAt").GetDateTimeOffset() - run.Last.GetProperty("startedAt").GetDateTimeOffset();
            return new Figures(run.Last.GetProperty("pagesDone").GetInt32(), span, run);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<Figures> CrawleeAsync(string seed, int maxPages)
    {
        var folder = Directory.CreateDirectory(Path.Combine(".cache", "crawlee"));
        if (!Directory.Exists(Path.Combine(folder.FullName, "node_modules", "crawlee")))
        {
            await InstallAsync(folder.FullName);
        }

        var script = Path.Combine(folder.FullName, "crawlee_peer.mjs");
        await using (var resource = typeof(RenderBenchmark).Assembly.GetManifestResourceStream("Archon.Benchmarks.Rendering.crawlee_peer.mjs")!)
        await using (var file = File.Create(script))
        {
            await resource.CopyToAsync(file);
        }

        var start = new ProcessStartInfo("node", [script, seed, maxPages.ToString(CultureInfo.InvariantCulture)]) { WorkingDirectory = folder.FullName };
        var run = await RenderedRun.RunAsync(start, line => int.TryParse(line, CultureInfo.InvariantCulture, out var pages) ? pages : null);
        return new Figures(run.Last.GetProperty("pages").GetInt32(), TimeSpan.FromSeconds(run.Last.GetProperty("seconds").GetDouble()), run);
    }

    private static async Task InstallAsync(string folder)
    {
        var start = new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, Crawlee, Playwright]);
        // The machine's browser is used.
        start.Environment["PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install {Crawlee} and {Playwright}.");
        }
    }

    private static void Print(string name, Figures figures) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-8} {figures.Pages,7} {figures.Span.TotalSeconds,8:0.00} {figures.Rate,8:0.0} {figures.Run.First200,22:0} {figures.Run.Last200,9:0} {figures.Run.LeftBehind,12}"));

    private sealed record Figures(int Pages, TimeSpan Span, RenderedRun Run)
    {
        public double Rate => Pages / Span.TotalSeconds;
    }
}
