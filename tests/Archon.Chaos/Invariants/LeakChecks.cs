using Archon.Chaos.Processes;

namespace Archon.Chaos.Invariants;

/// <summary>What nobody may hold once no crawl runs.</summary>
internal static class LeakChecks
{
    /// <summary>Three silos and two gateways, with what their pools keep for the next time.</summary>
    private const int MostConnections = 200;

    /// <summary>Looks at what may be on its way out: for 20 seconds, and as often also when the machine stands still meanwhile.</summary>
    private const int Looks = 80;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Vectors are folded into their index after a crawl's end too, in one short transaction after the other, each with this lock: it alone
    /// may be there at every look, as long as no transaction keeps it.
    /// </summary>
    private const int FoldingLock = 1095910220;

    private static readonly TimeSpan LongestFold = TimeSpan.FromSeconds(15);

    /// <summary>What is wrong, in sentences. What is only on its way out is waited for.</summary>
    /// <param name="database">The cluster's.</param>
    /// <param name="findProcesses">Says of processes that should not be there, in sentences.</param>
    /// <param name="cancellationToken">Nobody wants to know any more.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(TestDatabase database, Func<IReadOnlyList<string>> findProcesses, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            IReadOnlyList<string> findings = [.. await OnceAsync(database), .. findProcesses()];
            if (findings.Count == 0 || look == Looks)
            {
                return findings;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<List<string>> OnceAsync(TestDatabase database)
    {
        const string Ours = "datname = current_database() AND pid <> pg_backend_pid()";
        var findings = new List<string>();
        var open = await database.CountAsync($"SELECT count(*) FROM pg_stat_activity WHERE {Ours} AND state LIKE 'idle in transaction%'");
        var locks = await database.CountAsync($"""
            SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE {Ours} AND locktype = 'advisory'
              AND (classid <> {FoldingLock} OR xact_start IS NULL OR xact_start < clock_timestamp() - interval '{LongestFold.TotalSeconds} s')
            """);
        var connections = await database.CountAsync($"SELECT count(*) FROM pg_stat_activity WHERE {Ours} AND backend_type = 'client backend'");
        var claims = await database.CountAsync("SELECT count(*) FROM page JOIN crawl ON crawl.no = crawl_no WHERE page.state = 1 AND status >= 100");
        if (open > 0)
        {
            findings.Add($"{open} connections are idle in a transaction");
        }

        if (locks > 0)
        {
            findings.Add($"{locks} advisory locks are held");
        }

        if (connections > MostConnections)
        {
            findings.Add($"there are {connections} connections to the database");
        }

        if (claims > 0)
        {
            findings.Add($"{claims} pages of ended crawls are claimed");
        }

        return findings;
    }
}
