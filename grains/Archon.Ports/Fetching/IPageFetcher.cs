namespace Archon.Ports.Fetching;

/// <summary>Makes one HTTP exchange with the outside, within every limit of the fetcher's safety.</summary>
public interface IPageFetcher
{
    /// <summary>
    /// Fetches one address once. Never follows a redirect, never throws for what the other side does: every answer,
    /// refusal, deadline and broken stream is a <see cref="FetchResult"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the connection is closed.</exception>
    Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken);
}
