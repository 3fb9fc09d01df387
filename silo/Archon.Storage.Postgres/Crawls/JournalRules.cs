using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres.Crawls;

/// <summary>What must hold of journal entries before they are written.</summary>
internal static class JournalRules
{
    /// <exception cref="ArgumentException">The entries do not follow <paramref name="last"/> without a gap.</exception>
    public static void RequireContiguous(string crawlId, long last, ImmutableArray<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Sequence != last + 1)
            {
                throw new ArgumentException(
                    $"Journal of crawl {crawlId}: entry {entry.Sequence} cannot follow entry {last}; it should be {last + 1}.");
            }

            last++;
        }
    }
}
