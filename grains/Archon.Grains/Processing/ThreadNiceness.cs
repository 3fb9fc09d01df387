using System.Runtime.InteropServices;

namespace Archon.Grains.Processing;

/// <summary>
/// Makes a thread give way. <see cref="ThreadPriority"/> does nothing on Linux, where every thread has a niceness of its own instead
/// (setpriority(2), "C library/kernel differences").
/// </summary>
internal static partial class ThreadNiceness
{
    private const int ThisThread = 0;

    // Half the weight of a thread that serves a person or a grain's turn; all of the time that those leave.
    private const int GivesWay = 3;

    /// <summary>Lowers the calling thread, for good: raising it again needs a right that few processes have.</summary>
    public static void LowerThisThread()
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            return;
        }

        try
        {
            _ = SetPriority(0, ThisThread, GivesWay);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Without it answers are slower while pages are processed.
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}
