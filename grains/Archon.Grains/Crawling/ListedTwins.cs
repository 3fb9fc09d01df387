using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.Grains.Pages;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Markdown that the site's llms.txt lists and that was left out for the pages beside it. Once everything else is followed it is known which of these pages the crawl has not
/// found, and their Markdown is fetched in their place. Some at a time; whoever takes the crawl up looks again and admits nothing twice.
/// </summary>
internal sealed class ListedTwins(IArchonStore store, CrawlAccount account, FrontierWindow window)
{
    // Few enough that nobody waits for the writer.
    private const int Batch = 500;

    private string? _cursor;
    private bool _areSeen;

    /// <summary>There may be more of them.</summary>
    public bool AreLeft => !_areSeen && account.Record.Discovery is { Twins: not TwinForm.None };

    /// <summary>Some are being looked for.</summary>
    public bool IsAdmitting { get; private set; }

    /// <summary>Looks through the next ones, unless <paramref name="isOver"/> by then. False when the epoch is not the crawl's.</summary>
    public async Task<bool> AdmitAsync(Func<bool> isOver)
    {
        IsAdmitting = true;
        try
        {
            var record = account.Record;
            var refused = await store.ListPagesAsync(record.Id, PageState.Refused, Batch, _cursor, CancellationToken.None);
            var alone = await FindAloneAsync(record.Id, refused.Items);
            if (isOver())
            {
                return true;
            }

            if (!alone.IsEmpty)
            {
                if (await store.AdmitPagesAsync(new PageAdmission(record.Id, record.Epoch, alone, []), CancellationToken.None) is not { } admitted)
                {
                    return false;
                }

                account.Admit(CounterMessages.ToTotals(admitted.Counters));
            }

            (_cursor, _areSeen) = (refused.NextCursor, refused.NextCursor is null);
            return true;
        }
        finally
        {
            IsAdmitting = false;

            // A claim may have found nothing meanwhile.
            window.Refill();
        }
    }

    private async Task<ImmutableArray<FoundLink>> FindAloneAsync(string crawlId, ImmutableArray<PageRow> refused)
    {
        var twins = refused
            .Where(link => link.Reason == PageReason.MarkdownTwin)
            .Select(link => (link.Url, Pages: CanonicalUrl.TryParse(link.Url, out var url) ? TwinForms.PagesOf(url) : []))
            .ToList();
        if (twins.Count == 0)
        {
            return [];
        }

        var known = (await store.FindPagesAsync(crawlId, [.. twins.SelectMany(twin => twin.Pages)], CancellationToken.None)).ToHashSet(StringComparer.Ordinal);
        return [.. twins.Where(twin => !twin.Pages.Any(known.Contains)).Select(twin => new FoundLink(twin.Url, 1))];
    }
}
