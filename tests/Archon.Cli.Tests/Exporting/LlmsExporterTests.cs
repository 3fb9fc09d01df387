using Archon.Cli.Exporting;

namespace Archon.Cli.Tests.Exporting;

public sealed class LlmsExporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachPage_BeginsWithItsHeadingAndItsAddress()
    {
        using (var exporter = new LlmsExporter(_folder.Path))
        {
            exporter.Write(ExportedPage.Of("https://e.org/a", "A title", "# Heading of A\n\nText of A.\n\n```py\n# no heading\n\n\nx = 1\n```\n"));
            exporter.Write(ExportedPage.Of("https://e.org/b", "Title of B", "Text of B."));
            exporter.Complete();
            Assert.Equal((2, Path.Combine(_folder.Path, "llms-full.txt")), (exporter.Count, exporter.Place));
        }

        Assert.Equal(
            "# Heading of A\n\nSource: https://e.org/a\n\nText of A.\n\n```py\n# no heading\n\n\nx = 1\n```\n\n# Title of B\n\nSource: https://e.org/b\n\nText of B.\n\n",
            File.ReadAllText(Path.Combine(_folder.Path, "llms-full.txt")));
    }

    [Fact]
    public void AnExportThatIsNotCompleted_LeavesNothing()
    {
        using (var exporter = new LlmsExporter(_folder.Path))
        {
            exporter.Write(ExportedPage.Of("https://e.org/a", "A", "Text"));
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void AnExportToAFullDisk_SaysWhichAndLeavesNothing(int length)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, $".archon-export-{Environment.ProcessId}.tmp"), "/dev/full");

        var fault = Assert.Throws<CliException>(() =>
        {
            using var exporter = new LlmsExporter(_folder.Path);
            exporter.Write(ExportedPage.Of("https://e.org/a", "A", new string('x', length)));
            exporter.Complete();
        });

        Assert.Equal($"The disk of the folder {_folder.Path} is full; make room on it and try again, or name a folder on another one.", fault.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
