using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>Admits links to the frontier, up to the crawl's cap, and keeps those that were refused.</summary>
internal static class LinkAdmission
{
    /// <summary>Refused links kept a crawl; what is refused beyond is not kept and not counted.</summary>
    public const int MostRefused = 10_000;

    public static void Apply(SqliteDatabase database, CrawlHead crawl, ImmutableArray<FoundLink> links, ImmutableArray<RefusedLink> refused, CommitTally tally)
    {
        foreach (var link in links)
        {
            if (tally.PagesDiscovered >= crawl.PageCap)
            {
                Refuse(database, crawl.No, new RefusedLink(link.Url, PageReason.BeyondPageLimit, link.Depth), tally);
                continue;
            }

            if (!database["admit-link"].Bind(crawl.No).Bind(link.Url).Bind(link.Depth).Changed())
            {
                continue;
            }

            tally.PagesDiscovered++;
            if (tally.LinksRefused > 0 && database["forget-refusal"].Bind(crawl.No).Bind(link.Url).Changed())
            {
                tally.LinksRefused--;
            }
        }

        foreach (var link in refused)
        {
            Refuse(database, crawl.No, link, tally);
        }
    }

    private static void Refuse(SqliteDatabase database, long crawlNo, RefusedLink link, CommitTally tally)
    {
        // A link that is a page already was not refused: the rule only spoke of another way to it (one hop too many, say).
        if (tally.LinksRefused < MostRefused
            && database["find-page-by-url"].Bind(crawlNo).Bind(link.Url).Scalar() is null
            && database["refuse-link"].Bind(crawlNo).Bind(link.Url).Bind((int)link.Reason).Bind(link.Depth).Changed())
        {
            tally.LinksRefused++;
        }
    }
}
