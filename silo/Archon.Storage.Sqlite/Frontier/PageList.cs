using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>The pages of a crawl in order of discovery, then its refused links by address.</summary>
internal static class PageList
{
    public static ListPage<PageRow> Read(SqliteDatabase database, string crawlId, PageState? state, int limit, PageCursor from)
    {
        if (database["crawl-no"].Bind(crawlId).Scalar() is not { } no)
        {
            return new ListPage<PageRow>([], null);
        }

        var rows = ImmutableArray.CreateBuilder<PageRow>();
        if (from.AfterRefused is null && state != PageState.Refused && ReadPages(database, no, state, limit, from.AfterPage, rows) is { } afterPage)
        {
            return new ListPage<PageRow>(rows.ToImmutable(), afterPage.ToString());
        }

        var next = state is null or PageState.Refused ? ReadRefused(database, no, limit, from.AfterRefused ?? "", rows) : null;
        return new ListPage<PageRow>(rows.ToImmutable(), next?.ToString());
    }

    private static PageCursor? ReadPages(
        SqliteDatabase database, long no, PageState? state, int limit, long after, ImmutableArray<PageRow>.Builder rows)
    {
        var row = state is { } wanted
            ? database["list-pages-by-state"].Bind(no).Bind((int)wanted)
            : database["list-pages"].Bind(no);
        row.Bind(after).Bind(limit + 1L);
        while (row.Step())
        {
            if (rows.Count == limit)
            {
                return new PageCursor(after, null);
            }

            after = row.Int64(0);
            rows.Add(new PageRow
            {
                Url = row.Text(1),
                State = (PageState)row.Int32(2),
                Depth = row.Int32(3),
                HttpStatus = row.IsNull(4) ? null : row.Int32(4),
                Reason = (PageReason)row.Int32(5),
                Detail = row.MaybeText(6),
                Attempts = row.Int32(7),
                ContentHash = row.MaybeText(8),
                FetchedAt = CrawlRow.Time(row, 9),
            });
        }

        return null;
    }

    private static PageCursor? ReadRefused(
        SqliteDatabase database, long no, int limit, string after, ImmutableArray<PageRow>.Builder rows)
    {
        var row = database["list-refused-links"].Bind(no).Bind(after).Bind(limit - rows.Count + 1L);
        while (row.Step())
        {
            if (rows.Count == limit)
            {
                return new PageCursor(long.MaxValue, after);
            }

            after = row.Text(0);
            rows.Add(new PageRow { Url = after, State = PageState.Refused, Depth = row.Int32(2), Reason = (PageReason)row.Int32(1) });
        }

        return null;
    }
}
