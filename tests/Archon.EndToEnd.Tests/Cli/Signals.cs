using System.Diagnostics;
using System.Globalization;
using Archon.EndToEnd.Tests.Processes;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>What a shell or a service manager sends.</summary>
internal static class Signals
{
    public static async Task SendAsync(this ArchonProcess process, string name, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>A shell that is not interactive starts its background jobs so.</summary>
    public static bool InterruptIsIgnored()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1UL << 1;
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return line is not null && (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
