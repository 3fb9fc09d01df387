using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Archon.Benchmarks.Rendering;

/// <summary>What a process and the browsers below it did.</summary>
/// <param name="Last">Its last line of output, which is JSON.</param>
/// <param name="First200">Most memory of its browsers (PSS, MB) while at most 200 pages were done.</param>
/// <param name="Last200">The same while the last 200 were done.</param>
/// <param name="LeftBehind">Browser processes that were still there a moment after its end.</param>
internal sealed record RenderedRun(JsonElement Last, double First200, double Last200, int LeftBehind)
{
    private const int Pages = 200;
    private const int TicksToEnd = 4;
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(500);

    /// <param name="start">What to start.</param>
    /// <param name="done">How many pages are done when it has written this line; null when the line does not say.</param>
    public static async Task<RenderedRun> RunAsync(ProcessStartInfo start, Func<string, int?> done)
    {
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var (last, pages) = ("", 0);
        var reading = ReadAsync();
        var samples = new List<(int Pages, double Megabytes)>();
        var browsers = new HashSet<int>();
        using var timer = new PeriodicTimer(SampleInterval);
        while (!process.HasExited)
        {
            var below = BrowsersBelow(process.Id);
            browsers.UnionWith(below);
            samples.Add((Volatile.Read(ref pages), below.Sum(Megabytes)));
            await timer.WaitForNextTickAsync();
        }

        await reading;
        for (var tick = 0; tick < TicksToEnd; tick++)
        {
            await timer.WaitForNextTickAsync();
        }

        var total = pages;
        return new RenderedRun(
            JsonDocument.Parse(last).RootElement,
            Most(samples.Where(sample => sample.Pages is > 0 and <= Pages)),
            Most(samples.Where(sample => sample.Pages > total - Pages)),
            browsers.Count(IsBrowser));

        async Task ReadAsync()
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                last = line;
                Volatile.Write(ref pages, done(line) ?? pages);
            }
        }
    }

    private static double Most(IEnumerable<(int Pages, double Megabytes)> samples) => samples.Select(sample => sample.Megabytes).DefaultIfEmpty().Max();

    private static List<int> BrowsersBelow(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Stat(pid) is { } stat)
            {
                parents[pid] = int.Parse(stat.Fields[1], CultureInfo.InvariantCulture);
            }
        }

        return [.. parents.Keys.Where(pid => IsBelow(pid) && IsBrowser(pid))];

        bool IsBelow(int pid)
        {
            while (parents.TryGetValue(pid, out var parent))
            {
                if (parent == root)
                {
                    return true;
                }

                pid = parent;
            }

            return false;
        }
    }

    private static bool IsBrowser(int pid) => Stat(pid)?.Name.StartsWith("chrom", StringComparison.Ordinal) is true;

    private static (string Name, string[] Fields)? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
            return (text[(open + 1)..close], text[(close + 2)..].Split(' '));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Pages that processes share are counted once.
    private static double Megabytes(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }
}
