using System.Diagnostics;
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
}
