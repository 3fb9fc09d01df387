namespace Archon.Cli.Adding;

/// <summary>What the arguments of <c>archon add</c> mean.</summary>
internal sealed class GatheredFiles
{
    /// <summary>Absolute paths of the files that can be read, each once, in order.</summary>
    public SortedSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Absolute paths of the folders that were named: what they hold is all there is.</summary>
    public SortedSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Files of other kinds by the ending of their names, counted.</summary>
    public SortedDictionary<string, int> Others { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders that could not be looked into and files that could not be opened, and why.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>The lowest folder that holds all of it; null when that is the root of the file system, or there is none.</summary>
    public string? CommonFolder
    {
        get
        {
            string[]? common = null;
            foreach (var path in Folders.Concat(Files.Select(file => Path.GetDirectoryName(file)!)))
            {
                var parts = path.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
                common = common is null ? parts : [.. common.Zip(parts).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];
            }

            return common is null || common.Length < 2 ? null : string.Join(Path.DirectorySeparatorChar, common);
        }
    }
}
