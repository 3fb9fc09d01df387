using System.Diagnostics;

namespace Archon.Cli.Tests.Commands;

/// <summary><c>archon mcp</c> as a process of its own.</summary>
public sealed class McpProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task ADataFolderThatCannotBeUsed_IsSaid_AndEndsWithAFailure(bool isBelowAFile, int expected)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "archon.dll"), "mcp", "--data", isBelowAFile ? Path.Combine(file, "data") : folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal((expected, ""), (process.ExitCode, output));
        Assert.Equal(isBelowAFile, (await errors).Contains(file, StringComparison.Ordinal));
    }
}
