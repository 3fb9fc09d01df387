using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Tests.Exporting;

/// <summary>A stored page for an exporter.</summary>
internal static class ExportedPage
{
    public static StoredPage Of(string url, string title, string markdown = "# Text") => new()
    {
        Id = "p",
        SourceId = "s",
        CrawlId = "c",
        Url = url,
        Title = title,
        Markdown = markdown,
        ContentHash = "00",
        FetchedAt = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.FromHours(1)),
    };
}
