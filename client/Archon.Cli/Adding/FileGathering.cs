using Archon.GrainInterfaces.Documents;

namespace Archon.Cli.Adding;

/// <summary>
/// Finds the files that the arguments of <c>archon add</c> mean. A folder is walked; what is hidden in it, <c>node_modules</c> and links are left alone: a
/// link may lead out of it, or round in circles.
/// </summary>
internal sealed class FileGathering
{
    private const string NodeModules = "node_modules";
    private const char Undecoded = '\uFFFD';

    private readonly GatheredFiles _found = new();

    private FileGathering()
    {
    }

    /// <exception cref="CliException">An argument names nothing.</exception>
    public static GatheredFiles Gather(IEnumerable<string> arguments)
    {
        var gathering = new FileGathering();
        foreach (var argument in arguments)
        {
            gathering.Add(argument);
        }

        return gathering._found;
    }

    private void Add(string argument)
    {
        var path = string.IsNullOrWhiteSpace(argument) || argument.Contains('\0') ? null : Path.GetFullPath(argument);
        if (File.Exists(path))
        {
            Take(path);
        }
        else if (Directory.Exists(path))
        {
            var folder = path.Length > 1 ? path.TrimEnd(Path.DirectorySeparatorChar) : path;
            _found.Folders.Add(folder);
            Walk(folder, Take);
        }
        else if (path is not null && FileGlob.Parse(argument) is { } glob)
        {
            var matches = 0;
            Walk(glob.Root, file =>
            {
                if (glob.Pattern.IsMatch(Path.GetRelativePath(glob.Root, file).Replace(Path.DirectorySeparatorChar, '/')))
                {
                    matches++;
                    Take(file);
                }
            });
            if (matches == 0)
            {
                throw new CliException($"No file matches '{Output.TerminalText.OneLine(argument)}'.", ExitCode.BadUsage);
            }
        }
        else
        {
            throw new CliException($"There is no file or folder '{Output.TerminalText.OneLine(argument)}'.", ExitCode.BadUsage);
        }
    }

    private void Take(string file)
    {
        if (DocumentTypes.Of(Path.GetFileName(file)) is not null)
        {
            if (file.Contains(Undecoded) && !File.Exists(file))
            {
                TellUnnamed(file);
                return;
            }

            _found.Files.Add(file);
            return;
        }

        var ending = Path.GetExtension(file) is { Length: > 1 and < 20 } given ? given.ToLowerInvariant() : "without an ending";
        _found.Others[ending] = _found.Others.GetValueOrDefault(ending) + 1;
    }

    private void Walk(string root, Action<string> take)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    if (IsUnnamed(entry))
                    {
                        (entry is FileInfo ? take : TellUnnamed)(entry.FullName);
                        continue;
                    }

                    if (entry.Name.StartsWith('.') || (entry.Attributes & (FileAttributes.Hidden | FileAttributes.ReparsePoint | FileAttributes.Device)) != 0 || entry.LinkTarget is not null)
                    {
                        continue;
                    }

                    if (entry is FileInfo)
                    {
                        take(entry.FullName);
                    }
                    else if (entry.Name != NodeModules)
                    {
                        folders.Push(entry.FullName);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException)
            {
                _found.Unreadable.Add($"{folder}: {exception.Message}");
            }
        }
    }

    // What a name has that is no UTF-8 is lost when it is read, and there is no file of the name that is left.
    private static bool IsUnnamed(FileSystemInfo entry) => entry.Name.Contains(Undecoded) && !entry.Name.StartsWith('.') && !entry.Exists;

    private void TellUnnamed(string path) => _found.Unreadable.Add($"{path}: its name is no valid UTF-8, and no file can be opened by it; give it another name");
}
