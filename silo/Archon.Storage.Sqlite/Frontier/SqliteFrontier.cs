using System.Collections.Immutable;
using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <inheritdoc cref="IFrontierStore"/>
internal sealed class SqliteFrontier(SqliteWriter writer, SqliteReaders readers) : IFrontierStore
{
    public Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(
        string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        writer.ControlAsync(database => Claim(database, crawlId, epoch, limit), cancellationToken);

    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken)
    {
        PageCommitter.RequireOutcome(commit);
        return writer.BulkAsync(database => PageCommitter.Commit(database, commit), cancellationToken);
    }

    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => Admit(database, admission), cancellationToken);

    public Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken) =>
        readers.ReadAsync<ImmutableArray<string>>(
            database => [.. urls.Where(url => database["has-page"].Bind(crawlId).Bind(url).Scalar() is not null)], cancellationToken);

    public Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => PageRewriter.List(database, crawlId, after, limit), cancellationToken);

    public Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken)
    {
        PageCommitter.RequireOutcome(commit);
        return writer.BulkAsync(database => PageRewriter.Rewrite(database, commit, formerHash), cancellationToken);
    }

    public Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken) =>
        writer.ControlAsync(
            database => CrawlHead.FindForEpoch(database, crawlId, epoch) is { } head
                && database["keep-discovery"].Bind(JsonSerializer.Serialize(discovery, CrawlSettingsJson.Default.CrawlDiscovery)).Bind(head.No).Changed(),
            cancellationToken);

    public Task<UnseenPages?> AdmitUnseenAsync(
        string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => UnseenAdmission.Apply(database, crawlId, epoch, after, limit, depth), cancellationToken);

    public Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => DuplicateRemoval.Apply(database, crawlId, epoch, after, limit), cancellationToken);

    public Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken) =>
        writer.ControlAsync(
            database =>
            {
                if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } head)
                {
                    return false;
                }

                foreach (var pageId in pageIds)
                {
                    database["release-page"].Bind(pageId).Bind(head.No).Run();
                }

                return true;
            },
            cancellationToken);

    public Task<ListPage<PageRow>> ListPagesAsync(
        string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var from = PageCursor.Read(cursor);
        return readers.ReadAsync(database => PageList.Read(database, crawlId, state, limit, from), cancellationToken);
    }

    public Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                if (database["crawl-no"].Bind(crawlId).Scalar() is not { } no)
                {
                    return [];
                }

                var row = database["count-reasons"].Bind(no).Bind(ReasonCount.Most);
                var counts = ImmutableArray.CreateBuilder<ReasonCount>();
                while (row.Step())
                {
                    counts.Add(new ReasonCount((PageReason)row.Int32(0), row.Int64(1)));
                }

                return counts.ToImmutable();
            },
            cancellationToken);

    private static PageAdmissionResult? Admit(SqliteDatabase database, PageAdmission admission)
    {
        if (CrawlHead.FindForEpoch(database, admission.CrawlId, admission.Epoch) is not { } crawl)
        {
            return null;
        }

        var tally = new CommitTally(crawl.Counters);
        LinkAdmission.Apply(database, crawl, admission.Links, admission.Refused, tally);
        return new PageAdmissionResult(tally.Write(database, crawl, crawl.ScopeUrl), tally.PagesDiscovered >= crawl.PageCap);
    }

    private static ImmutableArray<FrontierPage>? Claim(SqliteDatabase database, string crawlId, long epoch, int limit)
    {
        if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } head)
        {
            return null;
        }

        var row = database["claim-pages"].Bind(head.No).Bind(limit);
        var pages = new List<FrontierPage>();
        while (row.Step())
        {
            pages.Add(new FrontierPage(row.Int64(0), row.Text(1), row.Int32(2), row.Int32(3)));
        }

        return [.. pages.OrderBy(page => page.Depth).ThenBy(page => page.PageId)];
    }
}
