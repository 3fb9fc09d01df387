using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>Pages claimed from the frontier that no lane has yet, and whether there are more to claim.</summary>
internal sealed class FrontierWindow(IFrontierStore store, CrawlAccount account)
{
    private readonly Queue<FrontierPage> _pages = new();

    /// <summary>Pages that wait for a lane.</summary>
    public IReadOnlyCollection<FrontierPage> Pages => _pages;

    /// <summary>A claim is on its way.</summary>
    public bool IsClaiming { get; private set; }

    /// <summary>The last claim found nothing, and no outcome has brought links since.</summary>
    public bool IsDry { get; private set; }

    public bool TryTake(out FrontierPage page) => _pages.TryDequeue(out page!);

    /// <summary>There may be pages again.</summary>
    public void Refill() => IsDry = false;

    /// <summary>Claims up to so many pages; they wait here unless <paramref name="isOver"/> by then. False when the epoch is not the crawl's.</summary>
    public async Task<bool> ClaimAsync(int limit, Func<bool> isOver)
    {
        IsClaiming = true;
        var outcomes = account.Outcomes;
        try
        {
            var pages = await store.ClaimPagesAsync(account.Record.Id, account.Record.Epoch, limit, CancellationToken.None);
            if (isOver())
            {
                return true;
            }

            if (pages is null)
            {
                return false;
            }

            foreach (var page in pages.Value)
            {
                _pages.Enqueue(page);
            }

            // An outcome that came meanwhile may have brought links that this claim did not see.
            IsDry = pages.Value.IsEmpty && outcomes == account.Outcomes;
            return true;
        }
        finally
        {
            IsClaiming = false;
        }
    }
}
