using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Frontier;

/// <summary>The pages of a crawl in order of discovery, then its refused links by address.</summary>
internal sealed class PageList(PostgresDatabase database)
{
    public async Task<ListPage<PageRow>> ReadAsync(
        string crawlId, PageState? state, int limit, PageCursor from, CancellationToken cancellationToken)
    {
        var numbers = await database.ListAsync(() => Statements.Named("crawl-no").Bind(crawlId), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        if (numbers.Count == 0)
        {
            return new ListPage<PageRow>([], null);
        }

        var pages = from.AfterRefused is null && state != PageState.Refused
            ? await ReadPagesAsync(numbers[0], state, limit, from.AfterPage, cancellationToken).ConfigureAwait(false)
            : [];
        if (pages.Count > limit)
        {
            return new ListPage<PageRow>([.. pages.Take(limit).Select(page => page.Row)], new PageCursor(pages[limit - 1].Id, null).ToString());
        }

        var rows = pages.Select(page => page.Row).ToList();
        if (state is not (null or PageState.Refused))
        {
            return new ListPage<PageRow>([.. rows], null);
        }

        var after = from.AfterRefused ?? "";
        var refused = await ReadRefusedAsync(numbers[0], limit - rows.Count, after, cancellationToken).ConfigureAwait(false);
        var room = limit - rows.Count;
        rows.AddRange(refused.Take(room).Select(link => link.Row));
        if (refused.Count <= room)
        {
            return new ListPage<PageRow>([.. rows], null);
        }

        return new ListPage<PageRow>([.. rows], new PageCursor(long.MaxValue, room > 0 ? refused[room - 1].Key : after).ToString());
    }

    private Task<List<(long Id, PageRow Row)>> ReadPagesAsync(long no, PageState? state, int limit, long after, CancellationToken cancellationToken) =>
        database.ListAsync(
            () => state is { } wanted
                ? Statements.Named("list-pages-by-state").Bind(no).Bind(after).Bind(limit + 1L).Bind((int)wanted)
                : Statements.Named("list-pages").Bind(no).Bind(after).Bind(limit + 1L),
            row => (row.GetInt64(0), Page(row)),
            cancellationToken);

    private Task<List<(string Key, PageRow Row)>> ReadRefusedAsync(long no, int limit, string after, CancellationToken cancellationToken) =>
        database.ListAsync(
            () => Statements.Named("list-refused-links").Bind(no).Bind(after).Bind(limit + 1L),
            row => (row.Text(0), new PageRow { Url = row.Text(1), State = PageState.Refused, Depth = row.GetInt32(3), Reason = (PageReason)row.GetInt32(2) }),
            cancellationToken);

    private static PageRow Page(NpgsqlDataReader row) => new()
    {
        Url = row.Text(1),
        State = (PageState)row.GetInt32(2),
        Depth = row.GetInt32(3),
        HttpStatus = row.IsDBNull(4) ? null : row.GetInt32(4),
        Reason = (PageReason)row.GetInt32(5),
        Detail = row.MaybeText(6),
        Attempts = row.GetInt32(7),
        ContentHash = row.MaybeText(8),
        FetchedAt = row.MaybeTime(9),
    };
}
