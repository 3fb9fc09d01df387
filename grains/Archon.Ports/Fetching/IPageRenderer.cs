namespace Archon.Ports.Fetching;

/// <summary>Lets a page's own scripts write it, in a browser whose every connection passes the fetcher's address guard.</summary>
public interface IPageRenderer
{
    /// <summary>
    /// Opens a document that was fetched, waits until its scripts have settled, and gives what they made of it. Never throws for what the page
    /// does: a refusal, a deadline, a crash and a missing browser are each a <see cref="RenderResult"/>. Waits for a free tab first.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<RenderResult> RenderAsync(RenderRequest request, CancellationToken cancellationToken);
}
