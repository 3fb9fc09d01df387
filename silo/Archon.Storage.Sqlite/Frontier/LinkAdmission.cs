using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>Admits links to the frontier, up to the crawl's cap, keeps those that were refused, and brings pages nearer that a shorter way leads to.</summary>
internal static class LinkAdmission
{
    /// <summary>Refused links kept a crawl; what is refused beyond is not kept and not counted.</summary>
    public const int MostRefused = 10_000;

    public static void Apply(SqliteDatabase database, CrawlHead crawl, ImmutableArray<FoundLink> links, ImmutableArray<RefusedLink> refused, CommitTally tally)
    {
        // Pages are claimed by depth, so it is rare that one waits beyond the links that come in, and one look says so for all of them.
        var deepest = links.IsEmpty ? 0 : database["deepest-pending"].Bind(crawl.No).Scalar() ?? 0;
        foreach (var link in links)
        {
            if (link.Depth < deepest)
            {
                database["lower-depth"].Bind(link.Depth).Bind(crawl.No).Bind(link.Url).Run();
            }

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
