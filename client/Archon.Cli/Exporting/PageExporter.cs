using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>Writes pages below one folder; each file is whole or not there.</summary>
internal sealed class PageExporter : IDisposable
{
    private readonly PagePaths _paths = new();
    private readonly string _half;

    public PageExporter(string directory)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Directory.CreateDirectory(Root);
        _half = Path.Combine(Root, $".archon-export-{Environment.ProcessId}.tmp");
    }

    /// <summary>The file that stands where the folder, or one above it, would be made; null when there is none.</summary>
    public static string? FileInTheWay(string directory)
    {
        var path = string.IsNullOrWhiteSpace(directory) ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        while (path is not null && !File.Exists(path))
        {
            path = Path.GetDirectoryName(path);
        }

        return path;
    }

    /// <summary>The folder, absolute.</summary>
    public string Root { get; }

    /// <summary>Pages written.</summary>
    public long Count { get; private set; }

    public void Write(StoredPage page)
    {
        var path = Path.GetFullPath(Path.Combine(Root, _paths.For(page.Url)));
        if (!path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Path.GetPathRoot(Root) != Root)
        {
            throw new CliException($"The page {page.Url} would be written outside {Root}; nothing was written for it.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(_half, FrontMatter.Of(page) + page.Markdown + (page.Markdown.EndsWith('\n') ? "" : "\n"));
        File.Move(_half, path, overwrite: true);
        Count++;
    }

    public void Dispose() => File.Delete(_half);
}
