namespace Archon.Domain.Crawling;

/// <summary>
/// Which failures of a page are tried again, how often, and how long after: what may pass by itself is, with pauses that double and are half
/// chance; what the next exchange would only say again is not.
/// </summary>
/// <param name="Attempts">Exchanges for a page whose failure may pass.</param>
/// <param name="ThrottledAttempts">Exchanges for a page of which the server says only that it shall be asked for later.</param>
/// <param name="Backoff">Longest pause before the second exchange; each further one doubles it.</param>
/// <param name="MaxBackoff">Longest pause of all.</param>
public sealed record RetryPolicy(int Attempts, int ThrottledAttempts, TimeSpan Backoff, TimeSpan MaxBackoff)
{
    // A name server that is busy is asked once more; a name that does not exist stays so for every page of its host.
    private const int NameAttempts = 2;

    /// <summary>The pause before the page is tried again; null when the failure is final.</summary>
    /// <param name="reason">Why the last exchange failed.</param>
    /// <param name="status">Its HTTP status, when one came.</param>
    /// <param name="asksToWait">The answer had a Retry-After.</param>
    /// <param name="tries">Exchanges so far, 1 or more.</param>
    /// <param name="chance">From 0 to 1, as it falls: pages that failed together do not come back together.</param>
    public TimeSpan? PauseAfter(PageReason reason, int? status, bool asksToWait, int tries, double chance)
    {
        if (tries >= AttemptsFor(reason, status, asksToWait))
        {
            return null;
        }

        var full = Math.Min(Backoff.TotalMilliseconds * Math.Pow(2, tries - 1), MaxBackoff.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (chance / 2)));
    }

    private int AttemptsFor(PageReason reason, int? status, bool asksToWait) => (reason, status) switch
    {
        (PageReason.Timeout or PageReason.Connect or PageReason.Protocol or PageReason.BrokenOff or PageReason.RenderFailed, _) => Attempts,

        // Another silo may have the key.
        (PageReason.AccessUnreadable, _) => ThrottledAttempts,
        (PageReason.Dns, _) => Math.Min(NameAttempts, Attempts),
        (PageReason.HttpClientError, 429) => ThrottledAttempts,
        (PageReason.HttpClientError, 408 or 425) => Attempts,
        (PageReason.HttpServerError, 503) when asksToWait => ThrottledAttempts,

        // "Not implemented" and "version not supported" are answers, not accidents.
        (PageReason.HttpServerError, not (501 or 505)) => Attempts,
        _ => 1,
    };
}
