using System.Collections.Concurrent;
using System.Diagnostics;

namespace Archon.Benchmarks.Nodes;

/// <summary>
/// The archon program that is measured. The one in the repository builds itself on first use and after its sources changed, which takes
/// minutes on a busy machine: that is over before anything is timed or waited for.
/// </summary>
internal static class ArchonProgram
{
    private static readonly ConcurrentDictionary<string, Task> Built = new(StringComparer.Ordinal);

    /// <summary>Ends when it is built; once a program.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built or is no archon; what it said is in the message.</exception>
    public static Task BuiltAsync(string archon) => Built.GetOrAdd(archon, BuildAsync);

    private static async Task BuildAsync(string archon)
    {
        using var process = Process.Start(new ProcessStartInfo(archon, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{archon} --version ended with {process.ExitCode}: {await errors}");
        }

        Console.WriteLine($"archon {(await output).Trim()}");
    }
}
