using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Anchors;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Progress;
using Archon.GrainInterfaces.Summaries;
using Archon.Grains.Asking;
using Archon.Grains.Crawling;
using Archon.Grains.Documents;
using Archon.Grains.Embedding;
using Archon.Grains.Hosts;
using Archon.Grains.Progress;
using Archon.Grains.Summaries;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using CrawlStatus = Archon.GrainInterfaces.Crawling.CrawlStatus;

namespace Archon.Grains.Library;

/// <summary>Reads the store for the doors.</summary>
[GrainType("archon.library"), StatelessWorker(16), Reentrant]
internal sealed class LibraryGrain(IArchonStore store, IEmbedder embedder, KeptVectors kept, ISummariser summariser, IOptions<HostOptions> hosts, IOptions<UploadOptions> uploads, StorePatience patience, TimeProvider clock) : Grain, ILibraryGrain
{
    public async Task<Listing<Crawl>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = await patience.ReadAsync(store.ListCrawlsAsync((Domain.Crawling.CrawlStatus?)status, Math.Clamp(limit, 1, 200), cursor, cancellationToken), cancellationToken);
        return list.Select(record => record.ToView());
    }

    public async Task<Listing<CrawledPage>> ListPagesAsync(string crawlId, string? state, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var wanted = ReadState(state);
        var list = await patience.ReadAsync(store.ListPagesAsync(crawlId, wanted, Math.Clamp(limit, 1, 200), cursor, cancellationToken), cancellationToken);
        return list.Select(row => new CrawledPage
        {
            Url = row.Url,
            State = row.State.ToString().ToLowerInvariant(),
            Depth = row.Depth,
            HttpStatus = row.HttpStatus,
            Reason = row.Reason.ToName(),
            Detail = row.Detail,
            Attempts = row.Attempts,
            ContentHash = row.ContentHash,
            FetchedAt = row.FetchedAt,
        });
    }

    public async Task<Listing<ReasonTotal>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken)
    {
        var counts = await patience.ReadAsync(store.CountReasonsAsync(crawlId, cancellationToken), cancellationToken);
        var totals = counts.Select(count => new ReasonTotal
        {
            Reason = count.Reason.ToName() ?? "none",
            Kind = count.Reason.IsRefusedLink() ? "refused" : (int)count.Reason >= 100 ? "skipped" : "failed",
            Count = count.Count,
        }).ToArray();
        return new Listing<ReasonTotal> { Items = [.. totals, .. await UncountedAsync(crawlId, totals, cancellationToken)] };
    }

    // What lies beyond the pages that reasons are counted of.
    private async Task<IEnumerable<ReasonTotal>> UncountedAsync(string crawlId, IReadOnlyCollection<ReasonTotal> totals, CancellationToken cancellationToken)
    {
        var counted = totals.GroupBy(total => total.Kind).ToDictionary(kind => kind.Key, kind => kind.Sum(total => total.Count));
        if (!counted.Any(kind => kind.Key != "refused" && kind.Value >= ReasonCount.Most)
            || await patience.ReadAsync(store.FindCrawlAsync(crawlId, cancellationToken), cancellationToken) is not { Counters: var counters })
        {
            return [];
        }

        return new[] { ("failed", counters.PagesFailed), ("skipped", counters.PagesSkipped) }
            .Select(kind => new ReasonTotal { Reason = "uncounted", Kind = kind.Item1, Count = kind.Item2 - counted.GetValueOrDefault(kind.Item1) })
            .Where(total => total.Count > 0 && counted.GetValueOrDefault(total.Kind) >= ReasonCount.Most);
    }

    public Task<CrawlEvents> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        patience.ReadAsync(JournalReader.ReadAsync(store, crawlId, after, Math.Clamp(limit, 1, 1000), cancellationToken), cancellationToken);

    public async Task<Listing<Source>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = await patience.ReadAsync(store.ListSourcesAsync(Math.Clamp(limit, 1, 200), cursor, cancellationToken), cancellationToken);
        var counts = await CountAsync([.. list.Items], cancellationToken);
        return list.Select(source => SourceViews.ToView(source, counts));
    }

    public async Task<Source?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        await patience.ReadAsync(store.FindSourceAsync(sourceId, cancellationToken), cancellationToken) is { } source
            ? SourceViews.ToView(source, await CountAsync([source], cancellationToken))
            : null;

    public async Task<DeleteOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken)
    {
        var outcome = (DeleteOutcome)await patience.ChangeAsync(withdrawn => store.DeleteSourceAsync(sourceId, withdrawn));
        if (outcome == DeleteOutcome.Deleted && summariser.Model is not null)
        {
            // Requests to the chat model end with it. Whoever is not told finds out from the store before the next batch.
            GrainFactory.GetGrain<ISummaryGrain>(sourceId).HaltAsync().Ignore();
        }

        return outcome;
    }

    public async Task<ScheduleRefreshResult> ScheduleRefreshAsync(ScheduleRefresh command, CancellationToken cancellationToken)
    {
        if (command.Every is not null && await FindSourceAsync(command.SourceId, cancellationToken) is { } source && DocumentAddress.IsMeant(source.Url))
        {
            return new ScheduleRefreshResult { Message = DocumentRequests.NothingToAsk(source.Id) };
        }

        RefreshSchedule? schedule = null;
        if (command.Every is { } every)
        {
            if (every < RefreshSchedule.Shortest || every > RefreshSchedule.Longest)
            {
                return new ScheduleRefreshResult
                {
                    Message = $"A source can be refreshed every {RefreshSchedule.Shortest.TotalMinutes:0} minutes at the most and every {RefreshSchedule.Longest.TotalDays:0} days at the least.",
                };
            }

            schedule = new RefreshSchedule(every, clock.GetUtcNow() + every, (Domain.Crawling.PrivateAccess)command.PrivateAccess);
        }

        return await patience.ChangeAsync(withdrawn => store.ScheduleRefreshAsync(command.SourceId, schedule, withdrawn))
            ? new ScheduleRefreshResult { Source = await FindSourceAsync(command.SourceId, cancellationToken) }
            : new ScheduleRefreshResult();
    }

    public async Task<StoredPage?> FindPageAsync(string pageId, CancellationToken cancellationToken) =>
        await patience.ReadAsync(store.FindDocumentAsync(pageId, cancellationToken), cancellationToken) is { } document ? ToView(document) : null;

    public async Task<StoredPage?> FindPageByUrlAsync(string url, CancellationToken cancellationToken)
    {
        // As it is, for a # may be of a page's own address; then as one that leads to a place in a page.
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        if (await FindByUrlAsync(url, cancellationToken) is { } exact)
        {
            return Led(exact);
        }

        return hash >= 0 && await FindByUrlAsync(url[..hash], cancellationToken) is { } page ? Led(page) : null;

        StoredPage Led(DocumentRecord document) => ToView(document) with
        {
            // A node of a former version may have written another text meanwhile.
            SectionStart = UrlFragment.OfLink(url) is { } fragment && PageAnchors.StartOf(PageAnchors.Read(document.Anchors), fragment) is { } start && start < document.Markdown.Length ? start : null,
        };
    }

    public async Task<Listing<StoredPage>> ListStoredPagesAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = await patience.ReadAsync(store.ListDocumentsAsync(sourceId, Math.Clamp(limit, 1, 100), cursor, cancellationToken), cancellationToken);
        return list.Select(ToView);
    }

    public async Task<Listing<StoredChunk>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = await patience.ReadAsync(store.ListChunksAsync(sourceId, Math.Clamp(limit, 1, 100), cursor, cancellationToken), cancellationToken);
        return list.Select(ToView);
    }

    public async Task<Listing<HostState>> ListHostsAsync(int limit, CancellationToken cancellationToken)
    {
        var known = await patience.ReadAsync(store.ListHostsAsync(Math.Clamp(limit, 1, 200), cancellationToken), cancellationToken);
        var states = await Task.WhenAll(known.Select(host => HostViews.AskAsync(GrainFactory, host, hosts.Value.Concurrency, cancellationToken)));
        return new Listing<HostState> { Items = [.. states] };
    }

    public async Task<AddDocumentsResult> KeepDocumentsAsync(KeepDocuments command, CancellationToken cancellationToken)
    {
        if (DocumentRequests.TryRead(command, uploads.Value.MaxBytes, out var documents) is { } wrong)
        {
            return wrong;
        }

        var bounds = new UploadBounds(uploads.Value.MaxDocuments, uploads.Value.MaxWaitingBytes);
        var outcome = await patience.ChangeAsync(withdrawn => store.KeepUploadsAsync(command.CrawlId, documents, bounds, clock.GetUtcNow(), withdrawn));
        return DocumentRequests.Answer(outcome, command.CrawlId, bounds);
    }

    public async Task DropDocumentsAsync(string crawlId, CancellationToken cancellationToken) => await store.DropUploadsAsync(crawlId, cancellationToken);

    private async Task<DocumentRecord?> FindByUrlAsync(string url, CancellationToken cancellationToken) =>
        Canonical(url) is { } canonical ? await patience.ReadAsync(store.FindDocumentByUrlAsync(canonical, cancellationToken), cancellationToken) : null;

    private static string? Canonical(string url) =>
        DocumentAddress.TryParse(url, out var address) ? address.Value : CanonicalUrl.TryParse(url, out var canonical) ? canonical.Value : null;

    // By name only: Enum.Parse would take numbers and lists too, and throw OverflowException for a long one.
    private static PageState? ReadState(string? state) =>
        state is null ? null
        : Enum.GetValues<PageState>().Cast<PageState?>().FirstOrDefault(known => string.Equals($"{known}", state, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"state is '{state}'; it must be one of {string.Join(", ", Enum.GetNames<PageState>()).ToLowerInvariant()}.", nameof(state));

    // Nobody waits for a summary without a chat model.
    private async Task<SourceCounts> CountAsync(ImmutableArray<SourceRecord> sources, CancellationToken cancellationToken)
    {
        ImmutableArray<string> ids = [.. sources.Select(source => source.Id)];
        ImmutableArray<string> unexplained = [.. sources.Where(ShownSummary.NeedsPassages).Select(source => source.Id)];
        var ofModel = await patience.ReadAsync(kept.FindModelsAsync(ids, cancellationToken), cancellationToken);
        var waiting = new List<IReadOnlyDictionary<string, long>>();
        var refused = new List<IReadOnlyDictionary<string, RefusedTexts>>();
        foreach (var group in ids.GroupBy(id => ofModel.GetValueOrDefault(id, embedder.Model)))
        {
            ImmutableArray<string> some = [.. group];
            waiting.Add(await patience.ReadAsync(store.CountBacklogAsync(some, group.Key, cancellationToken), cancellationToken));
            refused.Add(await patience.ReadAsync(store.ListRefusedAsync(some, group.Key, SourceViews.MostRefused, cancellationToken), cancellationToken));
        }

        return new SourceCounts(
            waiting.SelectMany(counts => counts).ToDictionary(),
            refused.SelectMany(counts => counts).ToDictionary(),
            summariser.Model is { } model ? await patience.ReadAsync(store.CountSummarisedAsync(ids, model, cancellationToken), cancellationToken) : null,
            unexplained.IsEmpty ? ImmutableDictionary<string, ImmutableArray<string>>.Empty
                : await patience.ReadAsync(store.ReadFirstPassagesAsync(unexplained, cancellationToken), cancellationToken),
            ofModel);
    }

    private static StoredPage ToView(DocumentRecord document) => new()
    {
        Id = document.Id,
        SourceId = document.SourceId,
        CrawlId = document.CrawlId,
        Url = document.Url,
        Title = document.Title,
        Markdown = document.Markdown,
        ContentHash = document.ContentHash,
        Language = document.Language,
        FetchedAt = document.FetchedAt,
    };

    private static StoredChunk ToView(ChunkRecord chunk) => new()
    {
        Id = chunk.Id.ToString(CultureInfo.InvariantCulture),
        PageId = chunk.DocumentId,
        Url = UrlFragment.Append(chunk.Url, PassageFragments.First(chunk.Fragments)),
        Title = chunk.Title,
        Heading = chunk.Headings,
        Ordinal = chunk.Ordinal,
        Start = chunk.Start,
        End = chunk.End,
        Tokens = chunk.Tokens,
        Content = chunk.Content,
        Language = chunk.Language,
        Model = chunk.Model,
        Vector = chunk.Vector is { } vector ? [.. vector.Span] : [],
    };
}
