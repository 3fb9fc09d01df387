using System.Security.Cryptography;
using Archon.Cli.Exporting;

namespace Archon.Cli.Tests.Exporting;

public sealed class PageExporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_PutsTheFrontMatterAboveTheMarkdown()
    {
        using (var exporter = new PageExporter(_folder.Path, "e-org"))
        {
            exporter.Write(ExportedPage.Of("https://e.org/a/b.html", "A \"title\""));
        }

        Assert.Equal(
            """
            ---
            url: "https://e.org/a/b.html"
            title: "A \"title\""
            crawledAt: "2026-11-23T16:00:00Z"
            ---

            # Text

            """,
            File.ReadAllText(Path.Combine(_folder.Path, "e.org", "a", "b.md")));
    }

    [Fact]
    public void AFolderThatCannotBeMade_IsSaid_WithTheReason()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is the file system of Linux's processes that takes no folders.");

        var fault = Assert.Throws<CliException>(() => new PageExporter("/proc/export", "e-org"));

        Assert.Equal("The folder /proc/export cannot be made: the file system takes no folder there. Name another with --out.", fault.Message);
        Assert.Equal(fault.Message, Assert.Throws<CliException>(() => new LlmsExporter("/proc/export")).Message);
    }

    [Fact]
    public void Write_LeavesNothingElseBehind()
    {
        using (var exporter = new PageExporter(_folder.Path, "e-org"))
        {
            exporter.Write(ExportedPage.Of("https://e.org/a", "A"));
            exporter.Write(ExportedPage.Of("https://e.org/b", "B"));
            Assert.Equal(2, exporter.Count);
        }

        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order();
        Assert.Equal(["a.md", "b.md"], files);
    }

    [Fact]
    public void TheNextExport_DeletesWhatTheLastOneWroteOfPagesThatAreGone()
    {
        Assert.Equal(0, Export("e-org", "https://e.org/a", "https://e.org/old/b", "https://e.org/old/c"));
        Export("other", "https://o.org/o");
        File.WriteAllText(Path.Combine(_folder.Path, "e.org", "mine.md"), "Mine.");
        File.AppendAllText(Path.Combine(_folder.Path, "e.org", "old", "c.md"), "A note of mine.");

        Assert.Equal(1, Export("e-org", "https://e.org/a"));

        Assert.Equal(["e.org/a.md", "e.org/mine.md", "e.org/old/c.md", "o.org/o.md"], Files());
        Assert.Equal(0, Export("e-org", "https://e.org/a"));
        Assert.Equal(1, Export("other"));
        Assert.Equal(["e.org/a.md", "e.org/mine.md", "e.org/old/c.md"], Files());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "o.org")));
    }

    [Fact]
    public void TheNextExport_DeletesNothingOutsideItsFolder()
    {
        var folder = Path.Combine(_folder.Path, "out");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(_folder.Path, "x.md"), "");
        File.WriteAllText(Path.Combine(folder, ".archon-export-e-org.sha256"), $"{Convert.ToHexStringLower(SHA256.HashData([]))}  ../x.md\nno line of it\n");

        using (var exporter = new PageExporter(folder, "e-org"))
        {
            exporter.Complete();
            Assert.Equal(0, exporter.Removed);
        }

        Assert.True(File.Exists(Path.Combine(_folder.Path, "x.md")));
    }

    [Fact]
    public void AFullDisk_IsNamed()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, $".archon-export-{Environment.ProcessId}.tmp"), "/dev/full");
        using var exporter = new PageExporter(_folder.Path, "e-org");

        var fault = Assert.Throws<CliException>(() => exporter.Write(ExportedPage.Of("https://e.org/a", "A")));

        Assert.Equal($"The disk of the folder {_folder.Path} is full; make room on it and try again, or name a folder on another one.", fault.Message);
    }

    private int Export(string source, params string[] urls)
    {
        using var exporter = new PageExporter(_folder.Path, source);
        foreach (var url in urls)
        {
            exporter.Write(ExportedPage.Of(url, "A"));
        }

        exporter.Complete();
        return exporter.Removed;
    }

    private IEnumerable<string> Files() => Directory.GetFiles(_folder.Path, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.Path, file).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal);
}
