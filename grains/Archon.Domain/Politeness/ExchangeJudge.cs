using Archon.Domain.Crawling;

namespace Archon.Domain.Politeness;

/// <summary>Tells from a status or a failure how the host is doing.</summary>
public static class ExchangeJudge
{
    /// <param name="reason">Why the exchange brought no document; <see cref="PageReason.None"/> when it did, or redirected.</param>
    /// <param name="status">HTTP status, when one came.</param>
    public static ExchangeVerdict Judge(PageReason reason, int? status) => (reason, status) switch
    {
        (_, 429 or 503) => ExchangeVerdict.Throttled,

        // What a page does whenever it is asked for, and no word about the load.
        (_, 500 or 501 or 505) => ExchangeVerdict.Silent,
        (_, >= 500) => ExchangeVerdict.Bad,
        (PageReason.Timeout or PageReason.Connect or PageReason.Protocol or PageReason.BrokenOff, _) => ExchangeVerdict.Bad,
        (_, not null) => ExchangeVerdict.Good,
        _ => ExchangeVerdict.Silent,
    };
}
