using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Archon.Benchmarks.Crawling;

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
        using var node = Start(archon, data.FullName);
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(node) };
            var busy = await AddAsync(http, new Uri(site.Address, "index.html"), maxPages: 1_000_000);
            var (add, status, cancel) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -WarmUps; round < rounds; round++)
            {
                // Every crawl has a source of its own and waits for a site that does not answer; the busy one is started over when it ends.
                var clock = Stopwatch.StartNew();
                var id = await AddAsync(http, new Uri(quiet.Address, $"index.html?round={round}"), maxPages: 1);
                var added = clock.Elapsed;
                clock.Restart();
                var running = await GetStatusAsync(http, busy);
                var told = clock.Elapsed;
                clock.Restart();
                using var cancelled = await http.PostAsync(new Uri($"/api/knowledge/cancel/{id}", UriKind.Relative), null);
                cancelled.EnsureSuccessStatusCode();
                if (round >= 0)
                {
                    add.Add(added.TotalMilliseconds);
                    status.Add(told.TotalMilliseconds);
                    cancel.Add(clock.Elapsed.TotalMilliseconds);
                }

                if (running.GetProperty("done").GetBoolean())
                {
                    busy = await AddAsync(http, new Uri(site.Address, "index.html"), maxPages: 1_000_000);
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
            node.Kill();
            await node.WaitForExitAsync();
            data.Delete(recursive: true);
        }
    }

    private static Process Start(string archon, string data)
    {
        string[] arguments = ["serve", "--port", "0", "--allow-private", "--data", data];
        return Process.Start(new ProcessStartInfo(archon, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>The address that <c>serve</c> prints, on whichever stream.</summary>
    private static async Task<Uri> AddressAsync(Process node)
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } address)
            {
                _ = node.StandardError.ReadToEndAsync();
                _ = node.StandardOutput.ReadToEndAsync();
                return new Uri(address);
            }
        }

        throw new InvalidOperationException(await node.StandardError.ReadToEndAsync());
    }

    private static async Task<string> AddAsync(HttpClient http, Uri url, int maxPages)
    {
        using var response = await http.PostAsJsonAsync(new Uri("/api/knowledge/add", UriKind.Relative), new { url, maxPages });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode
            ? answer.GetProperty("task_id").GetString()!
            : throw new InvalidOperationException(answer.ToString());
    }

    private static Task<JsonElement> GetStatusAsync(HttpClient http, string id) =>
        http.GetFromJsonAsync<JsonElement>(new Uri($"/api/knowledge/status/{id}", UriKind.Relative));

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-7} p50 {times[times.Count / 2]:0.0}  p95 {times[(int)(times.Count * 0.95)]:0.0}  p99 {times[(int)(times.Count * 0.99)]:0.0}  max {times[^1]:0.0}"));
    }
}
