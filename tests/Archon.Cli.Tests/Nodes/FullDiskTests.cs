using System.Diagnostics;
using Archon.Silo;

namespace Archon.Cli.Tests.Nodes;

/// <summary>A disk without room, as the system reports it.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFullDisk_IsNamedWithWhatToDo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        var full = Assert.ThrowsAny<IOException>(() => File.WriteAllText("/dev/full", "text"));

        Assert.Equal("The disk of the data folder /srv/archon is full; make room on it and try again, or name a folder on another one.", FullDisk.Explain(full, "the data folder /srv/archon"));
        Assert.StartsWith("A disk is full (", FullDisk.Explain(full), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherFault_IsNone()
    {
        Assert.Null(FullDisk.Explain(Assert.ThrowsAny<IOException>(() => File.ReadAllText(Path.Combine(_folder.Path, "none")))));
        Assert.Null(FullDisk.Explain(new UnauthorizedAccessException()));
    }

    [Theory]
    [InlineData("crawls")]
    [InlineData("sources")]
    [InlineData("crawl", "http://127.0.0.1:1/")]
    public async Task ACommandOnAFullDisk_SaysWhichAndWhatToDo(params string[] command)
    {
        Assert.SkipUnless(await MountAsync("true") == (0, ""), "This machine lets nobody mount a disk of his own.");

        var (code, errors) = await MountAsync($"dotnet '{Path.Combine(AppContext.BaseDirectory, "archon.dll")}' {string.Join(' ', command)} --data '{_folder.Path}' 2>&1");

        Assert.Equal($"The disk of the data folder {_folder.Path} is full; make room on it and try again, or name a folder on another one.", errors.Trim());
        Assert.Equal(1, code);
    }

    /// <summary>Runs a shell's command where the folder is a disk of 64 KB, full but for two empty files.</summary>
    private async Task<(int Code, string Output)> MountAsync(string command)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"""
            exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=64k tmpfs "$0" || exit 9; : > "$0/archon.db"; : > "$0/node.lock"
            cat /dev/zero > "$0/rest" 2> /dev/null; eval "$1"' "$0" "$1"
            """);
        start.ArgumentList.Add(_folder.Path);
        start.ArgumentList.Add(command);
        start.Environment["NO_COLOR"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(Cancel);
            var output = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            return (process.ExitCode, output + await errors);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (9, exception.Message);
        }
    }
}
