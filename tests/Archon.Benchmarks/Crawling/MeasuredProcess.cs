using System.Diagnostics;
using System.Globalization;

namespace Archon.Benchmarks.Crawling;

/// <summary>What one finished process cost.</summary>
/// <param name="Lines">Its standard output.</param>
/// <param name="Wall">From start to exit.</param>
/// <param name="FirstLine">From start to its first line of output.</param>
/// <param name="Cpu">User and system time.</param>
/// <param name="PeakMegabytes">Peak resident memory (VmHWM).</param>
/// <param name="ExitCode">How it ended.</param>
internal sealed record MeasuredProcess(IReadOnlyList<string> Lines, TimeSpan Wall, TimeSpan FirstLine, TimeSpan Cpu, double PeakMegabytes, int ExitCode)
{
    // Reads /proc: Linux only, which is where the peers run.
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(20);

    public static async Task<MeasuredProcess> RunAsync(string file, IEnumerable<string> arguments, string workingDirectory)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, WorkingDirectory = workingDirectory };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var lines = new List<string>();
        TimeSpan first = default;
        var reading = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                first = lines.Count == 0 ? clock.Elapsed : first;
                lines.Add(line);
            }
        });
        var (cpu, peak) = (TimeSpan.Zero, 0.0);
        using var samples = new PeriodicTimer(SampleInterval);
        while (!process.HasExited)
        {
            (cpu, peak) = Sample(process.Id) ?? (cpu, peak);
            await samples.WaitForNextTickAsync();
        }

        await reading;
        return new MeasuredProcess(lines, clock.Elapsed, first, cpu, peak, process.ExitCode);
    }

    private static (TimeSpan Cpu, double Peak)? Sample(int pid)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ');
            var ticks = long.Parse(fields[12], CultureInfo.InvariantCulture) + long.Parse(fields[13], CultureInfo.InvariantCulture);
            var peak = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
            return (TimeSpan.FromSeconds(ticks / 100.0), long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
