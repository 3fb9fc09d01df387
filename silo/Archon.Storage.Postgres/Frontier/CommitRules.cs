using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres.Frontier;

/// <summary>What must hold of a commit before it is sent.</summary>
internal static class CommitRules
{
    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    public static void RequireOutcome(PageCommit commit)
    {
        if (commit.State is not (PageState.Done or PageState.Failed or PageState.Skipped))
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId}: {commit.State} is no outcome; commit Done, Failed or Skipped.",
                nameof(commit));
        }

        if (commit.Document is not null && commit.State != PageState.Done)
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId} is {commit.State} and yet has a document; only Done has one.",
                nameof(commit));
        }

        if (commit.Unchanged is not null && (commit.State != PageState.Done || commit.Document is not null))
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId} is said to be unchanged, and yet is {commit.State} or has a document; only Done without one can be.",
                nameof(commit));
        }
    }
}
