using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Crawls;
using Archon.Storage.Postgres.Knowledge;
using Npgsql;

namespace Archon.Storage.Postgres.Frontier;

/// <inheritdoc cref="IFrontierStore"/>
internal sealed class PostgresFrontier(PostgresDatabase database, Vocabulary vocabulary) : IFrontierStore
{
    // One queue a crawl and epoch. A queue is two words and an empty list; those of crawls long ended are let go of together.
    private const int MostQueues = 1000;

    private readonly PageList _pages = new(database);
    private readonly ConcurrentDictionary<(string CrawlId, long Epoch), CommitQueue> _queues = new();

    public async Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.SendAsync(
            () => [Statements.Named("share-fence").Bind(crawlId), Statements.Named("claim-pages").Bind(crawlId).Bind(epoch).Bind(limit)],
            ReadClaimedAsync,
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0
            ? null
            : [.. rows.OfType<FrontierPage>().OrderBy(page => page.Depth).ThenBy(page => page.PageId)];
    }

    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken)
    {
        CommitRules.RequireOutcome(commit);
        if (_queues.Count > MostQueues)
        {
            _queues.Clear();
        }

        return _queues.GetOrAdd((commit.CrawlId, commit.Epoch), static (_, parts) => new CommitQueue(parts.database, parts.vocabulary), (database, vocabulary))
            .CommitAsync(commit, cancellationToken);
    }

    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        database.CommitAsync(() => Admission(admission), ReadAdmissionAsync, cancellationToken);

    public async Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken) =>
        [.. await database.ListAsync(() => Statements.Named("has-pages").Bind(crawlId).Bind(urls), row => row.Text(0), cancellationToken).ConfigureAwait(false)];

    public async Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        [.. await database.ListAsync(
            () => Statements.Named("list-done-pages").Bind(crawlId).Bind(after).Bind(limit), row => PageRewriter.Read(row, crawlId), cancellationToken).ConfigureAwait(false)];

    public async Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken)
    {
        CommitRules.RequireOutcome(commit);
        var result = await database.SendAsync(() => PageRewriter.Statements(commit, formerHash), PageRewriter.ReadAnswerAsync, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == CommitOutcome.Committed && commit.Document is { } document)
        {
            await vocabulary.TakeAsync([document]).ConfigureAwait(false);
        }

        return result;
    }

    public async Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(discovery, CrawlSettingsJson.Default.CrawlDiscovery);
        return await database.ChangeAsync(() => [Statements.Named("keep-discovery").Bind(crawlId).Bind(epoch).Bind(json)], cancellationToken).ConfigureAwait(false) > 0;
    }

    public async Task<UnseenPages?> AdmitUnseenAsync(
        string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("admit-unseen").Bind(crawlId).Bind(epoch).Bind(after).Bind(limit).Bind(depth),
            row => new UnseenPages((int)row.GetInt64(0), row.MaybeText(1), CrawlRow.Counters(row, 2)),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("take-duplicates").Bind(crawlId).Bind(epoch).Bind(after).Bind(limit),
            row => new TakenDuplicates(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetInt64(1), CrawlRow.Counters(row, 2)),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            () => [Statements.Named("share-fence").Bind(crawlId), Statements.Named("release-pages").Bind(crawlId).Bind(epoch).Bind(pageIds)],
            cancellationToken);

    public async Task<ListPage<PageRow>> ListPagesAsync(
        string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var from = PageCursor.Read(cursor);
        return await _pages.ReadAsync(crawlId, state, limit, from, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken)
    {
        var numbers = await database.ListAsync(() => Statements.Named("crawl-no").Bind(crawlId), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return numbers.Count == 0
            ? []
            : [.. await database.ListAsync(
                () => Statements.Named("count-reasons").Bind(numbers[0]).Bind(ReasonCount.Most),
                row => new ReasonCount((PageReason)row.GetInt32(0), row.GetInt64(1)),
                cancellationToken).ConfigureAwait(false)];
    }

    private static NpgsqlBatchCommand Admission(PageAdmission admission) => Statements.Named("admit-pages")
        .Bind(admission.CrawlId).Bind(admission.Epoch)
        .Bind([.. admission.Links.Select(link => link.Url)])
        .Bind([.. admission.Links.Select(link => link.Depth)])
        .Bind([.. admission.Refused.Select(link => LinkKey.Of(link.Url))])
        .Bind([.. admission.Refused.Select(link => link.Url)])
        .Bind([.. admission.Refused.Select(link => (int)link.Reason)])
        .Bind([.. admission.Refused.Select(link => link.Depth)]);

    private static async Task<PageAdmissionResult?> ReadAdmissionAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? new PageAdmissionResult(CrawlRow.Counters(reader, 1), reader.GetBoolean(0)) : null;

    private static async Task<List<FrontierPage?>> ReadClaimedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await PostgresDatabase.ReadAllAsync(
            reader,
            row => row.IsDBNull(0) ? null : new FrontierPage(row.GetInt64(0), row.Text(1), row.GetInt32(2), row.GetInt32(3)),
            cancellationToken).ConfigureAwait(false);
    }
}
