using System.Diagnostics;

namespace Archon.Deploy.Tests.Processes;

/// <summary>A program that ends by itself.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Its standard output; it must end well.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', start.ArgumentList)}: {await errors}{output}");
        return output;
    }
}
