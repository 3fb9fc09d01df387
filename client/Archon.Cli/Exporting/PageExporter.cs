using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>Writes pages below one folder; each file is whole or not there.</summary>
internal sealed class PageExporter : IPageExporter
{
    private readonly PagePaths _paths = new();
    private readonly string _half;

    public PageExporter(string directory)
    {
        Root = ExportFolder.Make(directory);
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

    public string Place => Root;

    public long Count { get; private set; }

    private string Root { get; }

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

    /// <summary>Nothing is left to do: each file was whole when it was written.</summary>
    public void Complete()
    {
    }

    public void Dispose() => File.Delete(_half);
}
