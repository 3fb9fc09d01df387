using System.Text;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>Writes pages below one folder; each file is whole or not there.</summary>
internal sealed class PageExporter : IPageExporter
{
    private readonly PagePaths _paths = new();
    private readonly ExportManifest _manifest;
    private readonly string _half;

    /// <param name="directory">The folder; it is made when missing.</param>
    /// <param name="sourceId">Whose pages they are.</param>
    public PageExporter(string directory, string sourceId)
    {
        Root = ExportFolder.Make(directory);
        _manifest = new ExportManifest(Root, sourceId);
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

    /// <summary>Files of an earlier export that were deleted, as their pages are gone.</summary>
    public int Removed { get; private set; }

    private string Root { get; }

    public void Write(StoredPage page)
    {
        var name = _paths.For(page.Url);
        var path = Path.GetFullPath(Path.Combine(Root, name));
        if (!path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Path.GetPathRoot(Root) != Root)
        {
            throw new CliException($"The page {page.Url} would be written outside {Root}; nothing was written for it.");
        }

        var content = Encoding.UTF8.GetBytes(FrontMatter.Of(page) + page.Markdown + (page.Markdown.EndsWith('\n') ? "" : "\n"));
        ExportFolder.Write(Root, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(_half, content);
            File.Move(_half, path, overwrite: true);
        });
        _manifest.Note(name, content);
        Count++;
    }

    /// <summary>Each file was whole when it was written; what an earlier export wrote of pages that are gone is deleted.</summary>
    public void Complete() => ExportFolder.Write(Root, () => Removed = _manifest.Complete());

    public void Dispose() => File.Delete(_half);
}
