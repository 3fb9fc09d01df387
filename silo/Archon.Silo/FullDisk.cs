namespace Archon.Silo;

/// <summary>Tells a full disk from everything else that a file may fail for, and says what to do. The system's own sentence names no disk.</summary>
public static class FullDisk
{
    // ENOSPC, and EDQUOT of Linux and of macOS: what is full may be what the user is allowed. ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] Codes = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070070), unchecked((int)0x80070027)]
        : OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];

    /// <summary>The sentence; null when the disk is not full.</summary>
    /// <param name="exception">What a file failed with.</param>
    /// <param name="place">Whose disk it is, such as "the data folder /srv/archon"; null when only the system's words say.</param>
    public static string? Explain(Exception exception, string? place = null) =>
        exception is not IOException || !Codes.Contains(exception.HResult) ? null
        : place is null ? $"A disk is full ({exception.Message.TrimEnd('.')}); make room on it and try again."
        : $"The disk of {place} is full; make room on it and try again, or name a folder on another one.";
}
