using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>Admits documents of a crawl's source as pages that no link has led to.</summary>
internal static class UnseenAdmission
{
    public static UnseenPages? Apply(SqliteDatabase database, string crawlId, long epoch, string after, int limit, int depth)
    {
        if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } crawl)
        {
            return null;
        }

        var urls = new List<string>(limit);
        var row = database["some-document-urls"].Bind(crawl.SourceId).Bind(after).Bind(limit);
        while (row.Step())
        {
            urls.Add(row.Text(0));
        }

        var tally = new CommitTally(crawl.Counters);
        var admitted = 0;
        foreach (var url in urls)
        {
            if (database["admit-link"].Bind(crawl.No).Bind(url).Bind(depth).Changed())
            {
                admitted++;
                tally.PagesDiscovered++;
                if (tally.LinksRefused > 0 && database["forget-refusal"].Bind(crawl.No).Bind(url).Changed())
                {
                    tally.LinksRefused--;
                }
            }
        }

        var counters = tally.Write(database, crawl, crawl.ScopeUrl);
        return new UnseenPages(admitted, urls.Count < limit ? null : urls[^1], counters);
    }
}
