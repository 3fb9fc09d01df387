using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>What came of a commit.</summary>
/// <param name="Outcome">Whether it took effect.</param>
/// <param name="Counters">The crawl's counters afterwards; null when fenced.</param>
/// <param name="IsGone">The page was stored and is gone, so it counts as skipped, see <see cref="PageCommit.IsGone"/>.</param>
/// <param name="IsDuplicate">Another page of the crawl has the same text and title, so it counts as skipped: <see cref="PageReason.SameContent"/>.</param>
public sealed record PageCommitResult(CommitOutcome Outcome, CrawlCounters? Counters, bool IsGone = false, bool IsDuplicate = false);

/// <summary>Whether a commit took effect.</summary>
public enum CommitOutcome
{
    /// <summary>It is durable.</summary>
    Committed = 0,

    /// <summary>The page had its outcome already; nothing changed.</summary>
    AlreadyCommitted = 1,

    /// <summary>The epoch is not the crawl's, or the crawl has ended; nothing changed.</summary>
    Fenced = 2,
}
