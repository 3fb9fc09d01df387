using System.Diagnostics;

namespace Archon.EndToEnd.Tests.Processes;

/// <summary>
/// A folder with little room, until it is given more: a small file system of its own where this process may mount one, else a limit on
/// the size of a file (<c>ulimit -f</c>), which any user may set.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly int _megabytes;
    private readonly bool _isMounted;
    private bool _isGrown;

    public SmallDisk(int megabytes, bool mount)
    {
        _megabytes = megabytes;
        _isMounted = mount && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "archon-test", _folder.Path);
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "data");

    /// <summary>Starts archon where the disk is as small as it is now.</summary>
    public ArchonProcess Start(params string[] arguments)
    {
        if (_isMounted || _isGrown)
        {
            return ArchonProcess.Start(arguments);
        }

        // Blocks of 512 bytes. The signal is ignored so that the write fails, as on a full disk. The runtime's own large file in memory
        // would not fit the limit.
        var limits = $"trap '' XFSZ; ulimit -f {_megabytes * 2048}; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"";
        return ArchonProcess.StartBehind(["sh", "-c", limits, "sh"], arguments);
    }

    /// <summary>Makes room.</summary>
    public void Grow() => _isGrown = !_isMounted || Run("mount", "-o", "remount,size=1g", _folder.Path);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", _folder.Path);
        }

        _folder.Dispose();
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such command.
            return false;
        }
    }
}
