using System.Diagnostics;
using Archon.EndToEnd.Tests.Processes;

namespace Archon.EndToEnd.Tests.Cli;

public sealed class PipeTests
{
    [Fact]
    public async Task ClosedStandardOutput_DoesNotCrash()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("sh", ["-c", $"{{ dotnet '{ArchonProgram.Path}' crawl --help; echo $? >&2; }} | true; dotnet '{ArchonProgram.Path}' crawl --help >&-"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(output);
        Assert.StartsWith("0", await errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await errors, StringComparison.Ordinal);
    }
}
