using Archon.Cli.Exporting;

namespace Archon.Cli.Tests.Exporting;

public sealed class PageExporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_PutsTheFrontMatterAboveTheMarkdown()
    {
        using (var exporter = new PageExporter(_folder.Path))
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

        var fault = Assert.Throws<CliException>(() => new PageExporter("/proc/export"));

        Assert.Equal("The folder /proc/export cannot be made: the file system takes no folder there. Name another with --out.", fault.Message);
        Assert.Equal(fault.Message, Assert.Throws<CliException>(() => new LlmsExporter("/proc/export")).Message);
    }

    [Fact]
    public void Write_LeavesNothingElseBehind()
    {
        using (var exporter = new PageExporter(_folder.Path))
        {
            exporter.Write(ExportedPage.Of("https://e.org/a", "A"));
            exporter.Write(ExportedPage.Of("https://e.org/b", "B"));
            Assert.Equal(2, exporter.Count);
        }

        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order();
        Assert.Equal(["a.md", "b.md"], files);
    }
}
