using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Archon.EndToEnd.Tests.Processes;

/// <summary>A terminal without a window: what a program writes to it is read here. It controls no process, so it signals none.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;

    private readonly SafeFileHandle _master;
    private readonly SafeFileHandle _slave;

    public PseudoTerminal()
    {
        _master = new SafeFileHandle(Checked(posix_openpt(ReadWrite | NotControlling)), ownsHandle: true);
        Checked(unlockpt(_master));
        var name = new byte[64];
        Checked(ptsname_r(_master, name, name.Length));
        Name = Encoding.ASCII.GetString(name).TrimEnd('\0');

        // Held open, so that the first program to leave does not end the reading.
        _slave = File.OpenHandle(Name, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>Its device, for a shell's redirection.</summary>
    public string Name { get; }

    /// <summary>Everything written until <paramref name="ended"/> completes.</summary>
    public async Task<string> ReadAsync(Task ended)
    {
        var shown = new MemoryStream();
        var reading = Task.Run(() => Read(shown));
        await ended;
        _slave.Dispose();
        await reading;
        return Encoding.UTF8.GetString(shown.ToArray());
    }

    public void Dispose()
    {
        _slave.Dispose();
        _master.Dispose();
    }

    private void Read(MemoryStream shown)
    {
        var buffer = new byte[4096];
        while (read(_master, buffer, buffer.Length) is > 0 and var count)
        {
            shown.Write(buffer, 0, (int)count);
        }
    }

    private static int Checked(int result) =>
        result >= 0 ? result : throw new InvalidOperationException($"No pseudo-terminal: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(SafeFileHandle master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(SafeFileHandle master, [Out] byte[] name, nint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeFileHandle file, [Out] byte[] buffer, nint length);
}
