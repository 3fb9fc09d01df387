using Archon.Silo;

namespace Archon.Cli.Nodes;

/// <summary>
/// One process owns a data folder: the one that holds <c>node.lock</c> open. The operating system gives the lock back when the
/// process dies, however it dies; the file itself stays.
/// </summary>
internal sealed class NodeLock : IDisposable
{
    public const string FileName = "node.lock";

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EAGAIN on Linux and on macOS.
    private static readonly int[] HeldByAnother = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070020), unchecked((int)0x80070021)]
        : [11, 35];

    private readonly FileStream _file;

    private NodeLock(FileStream file) => _file = file;

    /// <summary>The lock, or null when another process holds it. Creates the folder.</summary>
    /// <exception cref="CliException">The folder cannot be written.</exception>
    public static NodeLock? TryAcquire(string dataDirectory)
    {
        try
        {
            Directory.CreateDirectory(dataDirectory);
            return new NodeLock(new FileStream(Path.Combine(dataDirectory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                FullDisk.Explain(exception, $"the data folder {dataDirectory}") ??
                $"The data folder {dataDirectory} cannot be written ({exception.Message.TrimEnd('.')}); name another one with --data DIR.");
        }
    }

    public void Dispose() => _file.Dispose();
}
