using System.Collections.Immutable;
using System.Text.Json;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>Finds or begins the source that a crawl feeds; with a crawl's first document its tags join the source's.</summary>
internal static class SourceJoin
{
    /// <returns>The source's number.</returns>
    public static long Join(SqliteDatabase database, CrawlHead crawl, string crawlId, string title, long now)
    {
        var row = database["find-source-for-write"].Bind(crawl.SourceId);
        if (!row.Step())
        {
            var no = database["insert-source"]
                .Bind(crawl.SourceId).Bind(crawl.SeedUrl).Bind(title).Bind(crawlId).Bind(now).Scalar()!.Value;
            Update(database, no, crawl, crawlId, []);
            return no;
        }

        var sourceNo = row.Int64(0);
        if (row.Text(3) != crawlId)
        {
            Update(database, sourceNo, crawl, crawlId, ReadTags(row.Text(2)));
        }

        return sourceNo;
    }

    public static ImmutableArray<string> ReadTags(string json) =>
        JsonSerializer.Deserialize(json, CrawlSettingsJson.Default.ImmutableArrayString);

    private static void Update(SqliteDatabase database, long sourceNo, CrawlHead crawl, string crawlId, ImmutableArray<string> tags)
    {
        var settings = JsonSerializer.Deserialize(
            database["crawl-settings"].Bind(crawl.No).ScalarText()!, CrawlSettingsJson.Default.CrawlSettings)!;
        ImmutableArray<string> union = settings.Tags.IsDefaultOrEmpty ? tags : [.. tags.Union(settings.Tags, StringComparer.Ordinal)];
        database["join-crawl-to-source"]
            .Bind(crawl.SeedUrl).Bind(JsonSerializer.Serialize(union, CrawlSettingsJson.Default.ImmutableArrayString)).Bind(crawlId)
            .Bind(sourceNo)
            .Run();
    }
}
