using System.Runtime.InteropServices;

namespace Archon.Silo.Hosting;

/// <summary>How the C library's allocator (mallopt(3), glibc) treats what SQLite and the just-in-time compiler ask it for.</summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    // Left alone, glibc raises both with the largest block ever freed: after one page of some megabytes every block up to that size
    // comes from heaps that keep it.
    private const int Bytes = 128 * 1024;

    /// <summary>Large blocks go back to the system when they are freed. Elsewhere than on glibc nothing happens.</summary>
    public static void ReturnLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallOpt(MapThreshold, Bytes);
            _ = MallOpt(TrimThreshold, Bytes);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, with an allocator of its own.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
