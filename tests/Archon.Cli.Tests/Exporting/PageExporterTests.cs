using Archon.Cli.Exporting;
using Archon.GrainInterfaces.Library;

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
            exporter.Write(Page("https://e.org/a/b.html", "A \"title\""));
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
    public void Write_LeavesNothingElseBehind()
    {
        using (var exporter = new PageExporter(_folder.Path))
        {
            exporter.Write(Page("https://e.org/a", "A"));
            exporter.Write(Page("https://e.org/b", "B"));
            Assert.Equal(2, exporter.Count);
        }

        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order();
        Assert.Equal(["a.md", "b.md"], files);
    }

    private static StoredPage Page(string url, string title) => new()
    {
        Id = "p",
        SourceId = "s",
        CrawlId = "c",
        Url = url,
        Title = title,
        Markdown = "# Text",
        ContentHash = "00",
        FetchedAt = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.FromHours(1)),
    };
}
