using System.Collections.Immutable;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Pages;
using Archon.Grains.Processing;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Pages that were read before it was known what stands on every page of their site. Once all pages are stored, it is taken out of them, too: out of what is
/// stored, as the site need not be asked for that again. They are the first of a crawl; one that has nothing of it is left alone, so whoever takes the
/// crawl up may do it again.
/// </summary>
/// <param name="account">The crawl.</param>
/// <param name="store">Where its pages are.</param>
/// <param name="grains">Where they are read.</param>
internal sealed class EarlyPages(CrawlAccount account, IArchonStore store, IGrainFactory grains)
{
    // Three times as many as a crawl reads until it knows.
    private const int Most = 512;

    // Few enough to be held at a time, and that nobody waits for the reader.
    private const int Batch = 16;

    private readonly IPageProcessorGrain _processor = grains.GetGrain<IPageProcessorGrain>(0);

    /// <summary>Takes it out of them.</summary>
    public async Task CleanAsync(CancellationToken stopping)
    {
        var record = account.Record;
        var rules = CrawlRequests.ToRules(record.Settings, record.SourceId, record.ScopeUrl);
        ImmutableArray<long> learned = [.. (record.Discovery?.Recurring ?? []).Select(block => block.Hash)];
        var (after, rewritten) = (0L, 0);
        for (var seen = 0; seen < Most && !learned.IsEmpty;)
        {
            var pages = await store.ListDonePagesAsync(record.Id, after, Batch, stopping);
            foreach (var page in pages)
            {
                stopping.ThrowIfCancellationRequested();
                var read = await _processor.RewriteHereAsync(
                    new RewritePage
                    {
                        Url = page.Url,
                        Title = page.Document.Title,
                        Markdown = page.Document.Markdown,
                        Language = page.Document.Language,
                        Rules = rules,
                        Learned = learned,
                        Anchors = page.Document.Anchors,
                    },
                    stopping);
                if (read is { Reason: 0 } && await RewriteAsync(page, read, rules, stopping))
                {
                    rewritten++;
                }
            }

            if (pages.Length < Batch)
            {
                break;
            }

            (after, seen) = (pages[^1].PageId, seen + pages.Length);
        }

        if (rewritten > 0)
        {
            stopping.ThrowIfCancellationRequested();
            account.Tell(rewritten == 1 ? "Took out of a page what stands on nearly every page" : $"Took out of {rewritten} pages what stands on nearly every page");
        }
    }

    // It is found out again.
    private static string? WithoutAlike(string? detail) =>
        detail?.IndexOf(PageCommit.AlikeSentence, StringComparison.Ordinal) is { } at and >= 0 ? at == 0 ? null : detail[..at].TrimEnd() : detail;

    private async Task<bool> RewriteAsync(DonePage page, ProcessedPage read, CrawlRules rules, CancellationToken stopping)
    {
        var commit = page.Row with
        {
            Epoch = account.Record.Epoch,
            Detail = WithoutAlike(page.Row.Detail),
            Document = PageRecords.Content(read, rules, page.Document.Title, chunking: "") with
            {
                Reading = page.Document.Reading,
                ETag = page.Document.ETag,
                LastModified = page.Document.LastModified,
                Links = page.Document.Links,
                Claims = page.Document.Claims,
            },
        };
        var result = await store.RewritePageAsync(commit, page.Document.ContentHash, stopping);
        if (result is not { Outcome: CommitOutcome.Committed, Counters: { } counters })
        {
            // It is another text by now; or the crawl is somebody else's, which to write the end finds out, too.
            return false;
        }

        account.Recount(counters);
        return true;
    }
}
