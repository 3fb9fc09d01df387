using Archon.Cli.Output;
using Archon.Silo;

namespace Archon.Cli.Exporting;

/// <summary>The folder that an export goes to.</summary>
internal static class ExportFolder
{
    /// <summary>Makes the folder when it is missing; its absolute path.</summary>
    /// <exception cref="CliException">It cannot be made.</exception>
    public static string Make(string directory)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        try
        {
            Directory.CreateDirectory(path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Of a file system that takes no folders the system says that a file is not there.
            var why = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException or NotSupportedException => "the file system takes no folder there",
                UnauthorizedAccessException => "this user may not write there",
                _ when FullDisk.Explain(exception) is not null => "its disk is full",
                _ => exception.Message.TrimEnd('.'),
            };
            throw new CliException($"The folder {TerminalText.OneLine(path)} cannot be made: {why}. Name another with --out.");
        }
    }

    /// <summary>Writes into the folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="write">What writes.</param>
    /// <exception cref="CliException">Its disk is full.</exception>
    public static void Write(string root, Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception) when (FullDisk.Explain(exception, $"the folder {TerminalText.OneLine(root)}") is { } sentence)
        {
            throw new CliException(sentence);
        }
    }
}
