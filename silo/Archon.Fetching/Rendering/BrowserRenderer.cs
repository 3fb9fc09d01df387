using Archon.Domain.Crawling;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>Renders pages in the tabs of the pool.</summary>
internal sealed partial class BrowserRenderer(
    BrowserPool pool,
    IOptions<BrowserOptions> options,
    IOptions<FetchOptions> fetching,
    TimeProvider clock,
    ILogger<BrowserRenderer> logger) : IPageRenderer
{
    public async Task<RenderResult> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        TabLease lease;
        try
        {
            lease = await pool.RentAsync(TabKind.Of(request), cancellationToken);
        }
        catch (FetchFaultException fault)
        {
            return new RenderFailure(fault.Reason, fault.Message);
        }
        catch (PlaywrightException exception)
        {
            return Failed(request, exception);
        }

        var large = lease.LargePages;
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var maxLength = request.MaxLength ?? fetching.Value.MaxBytes;
            var result = await lease.Tab.RenderAsync(request, options.Value, maxLength).WaitAsync(either.Token);
            _ = lease.ReturnAsync();
            return result;
        }
        catch (OperationCanceledException)
        {
            _ = lease.DiscardAsync();
            cancellationToken.ThrowIfCancellationRequested();
            LogTooSlow(request.Url, options.Value.Timeout);
            return new RenderFailure(PageReason.RenderTimeout, $"The page was not rendered within {options.Value.Timeout.TotalSeconds:0.#} s (Archon:Browser:Timeout).");
        }
        catch (PlaywrightException exception)
        {
            var tookTooMuch = lease.LargePages > large && lease.Tab.IsBroken;
            _ = lease.DiscardAsync();
            return tookTooMuch
                ? new RenderFailure(PageReason.RenderFailed, $"The page took more than {options.Value.MemoryPerPage} MiB of memory (Archon:Browser:MemoryPerPage).")
                : Failed(request, exception);
        }
    }

    private RenderFailure Failed(RenderRequest request, PlaywrightException exception)
    {
        LogFailed(exception, request.Url);
        return new RenderFailure(PageReason.RenderFailed, $"The browser could not show the page: {exception.Message.Split('\n')[0].TrimEnd('.', ' ')}.");
    }
}
