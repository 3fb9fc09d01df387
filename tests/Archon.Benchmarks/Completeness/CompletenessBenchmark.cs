using System.Globalization;
using System.Text;
using System.Text.Json;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Nodes;

namespace Archon.Benchmarks.Completeness;

/// <summary>
/// Whether crawls of real sites ask for exactly the pages that a reader reaches (<see cref="LinkOracle"/>), each once: by links, by a sitemap
/// made for the site, and by both. What was asked for is what the server says.
/// </summary>
internal static class CompletenessBenchmark
{
    private const int MostShown = 10;
    private static readonly string[] Own = ["/robots.txt", "/sitemap.xml", "/llms.txt", "/llms-full.txt"];

    public static async Task<int> RunAsync(string archon, IEnumerable<string> seeds)
    {
        await ArchonProgram.BuiltAsync(archon);
        Console.WriteLine("mode        there    dead  fetched  stored  skipped  failed  missing  extra  twice  site");
        var isComplete = true;
        foreach (var seed in seeds)
        {
            // A seed below the folder that is served would hide what is beside it: the site is all of the package.
            var (folder, page) = (Path.GetDirectoryName(Path.GetFullPath(seed))!, Path.GetFileName(seed));
            var files = StaticSite.Read(folder);
            var (there, _) = LinkOracle.Reach(files, new Uri($"http://site/{page}"));
            foreach (var mode in (string[])["recursive", "sitemap", "auto"])
            {
                isComplete &= await CompareAsync(archon, folder, page, files, there, mode);
            }
        }

        return isComplete ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(string archon, string folder, string page, Dictionary<string, byte[]> files, HashSet<string> listed, string mode)
    {
        var served = new Dictionary<string, byte[]>(files, StringComparer.Ordinal);
        await using var site = await StaticSite.StartAsync(served, TimeSpan.Zero);
        if (mode != "recursive")
        {
            served["/robots.txt"] = Encoding.UTF8.GetBytes($"Sitemap: {new Uri(site.Address, "/sitemap.xml")}\n");
            served["/sitemap.xml"] = Encoding.UTF8.GetBytes(Sitemap(site.Address, listed));
        }

        var (there, dead) = LinkOracle.Reach(files, new Uri(site.Address, page));
        var crawl = await CrawlAsync(archon, new Uri(site.Address, page), mode);
        var asked = site.Requests.Where(request => !Own.Contains(request.Key) && LinkOracle.IsPage(new Uri(site.Address, request.Key))).ToDictionary();

        // A sitemap names what is there; nobody told the crawl of links that lead nowhere.
        var wanted = mode == "sitemap" ? there : [.. there, .. dead];
        var (missing, extra, twice) = (wanted.Except(asked.Keys).ToList(), asked.Keys.Except(wanted).ToList(), asked.Where(request => request.Value > 1).Select(request => request.Key).ToList());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode,-9} {there.Count,7:N0} {dead.Count,7:N0} {asked.Count,8:N0} {Count("pagesDone"),7:N0} {Count("pagesSkipped"),8:N0} {Count("pagesFailed"),7:N0} {missing.Count,8} {extra.Count,6} {twice.Count,6}  {folder}"));
        Show("missing", missing);
        Show("extra", extra);
        Show("twice", twice);
        return missing.Count + extra.Count + twice.Count == 0;

        long Count(string name) => crawl.GetProperty(name).GetInt64();
    }

    private static async Task<JsonElement> CrawlAsync(string archon, Uri seed, string mode)
    {
        var data = Directory.CreateTempSubdirectory("archon-completeness-");
        try
        {
            string[] arguments = ["crawl", seed.AbsoluteUri, "--mode", mode, "--max-pages", "1000000", "--max-depth", "1000", "--render", "never", "--json", "--data", data.FullName];
            return (await MeasuredProcess.RunAsync(archon, arguments, data.FullName)).Lines is [.., var last]
                ? JsonDocument.Parse(last).RootElement
                : throw new InvalidOperationException($"{archon} crawl {seed} wrote nothing; try it by hand.");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static string Sitemap(Uri site, IEnumerable<string> paths)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">""");
        foreach (var path in paths)
        {
            text.Append("<url><loc>").Append(System.Security.SecurityElement.Escape(new Uri(site, path).AbsoluteUri)).Append("</loc></url>\n");
        }

        return text.Append("</urlset>").ToString();
    }

    private static void Show(string what, List<string> paths)
    {
        foreach (var path in paths.Order(StringComparer.Ordinal).Take(MostShown))
        {
            Console.WriteLine($"  {what} {path}");
        }
    }
}
