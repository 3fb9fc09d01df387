using System.Collections.Concurrent;
using System.Globalization;
using Archon.Chaos.Invariants;
using Archon.Chaos.Scenarios;
using Archon.Chaos.Sites;
using Archon.Chaos.Users;

namespace Archon.Chaos.Measuring;

/// <summary>
/// Five crawls by three silos of one host that asks for a second between requests and in between for none at all, while each silo is killed once, the
/// one that has the host's grain among them. By the server's own notes no request may come earlier than it was asked to, and no page may be lost.
/// </summary>
internal static class PolitenessMeasure
{
    private const int Crawls = 5;
    private const int PagesEach = 24;
    private const int BetweenClosings = 20;
    private const int BetweenKills = 30;

    // When a request leaves is ours, when it is noted is the two processes' and the machine's.
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(20);

    /// <returns>0 when no request came early and no page was lost.</returns>
    public static async Task<int> RunAsync(string logs, TextWriter output, CancellationToken cancellationToken)
    {
        await using var story = TextWriter.Synchronized(new StreamWriter(Path.Combine(Directory.CreateDirectory(logs).FullName, "story.log"), append: true) { AutoFlush = true });
        await using var cluster = await ChaosCluster.StartAsync(logs, line => story.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {line}"));
        await using var server = await HurriedServer.StartAsync(BetweenClosings);
        var kills = new ConcurrentQueue<Task>();
        server.Visited += count =>
        {
            if (count % BetweenKills == 0 && count / BetweenKills <= cluster.Silos.Count)
            {
                kills.Enqueue(Task.Run(() => cluster.Silos[(count / BetweenKills) - 1].KillAsync(TimeSpan.FromSeconds(5)), CancellationToken.None));
            }
        };
        await output.WriteLineAsync(
            $"{Crawls} crawls of {PagesEach} pages and more on one host, three silos, one of them killed after every {BetweenKills} requests; Crawl-delay {HurriedServer.Delay.TotalSeconds:0} s, 429 with Retry-After {HurriedServer.Closed.TotalSeconds:0} s after every {BetweenClosings} pages.  Logs: {logs}");

        var crawls = new List<WatchedCrawl>();
        for (var number = 0; number < Crawls; number++)
        {
            var site = new SitePlan($"polite{number}", PagesEach, TimeSpan.Zero);
            crawls.Add(await WatchedCrawl.StartAsync(site, server.Address, [.. cluster.Gateways.Select(gateway => gateway.Address)], number, cancellationToken));
        }

        await Task.WhenAll(crawls.Select(crawl => crawl.WatchAsync(cancellationToken)));
        await Task.WhenAll(kills);
        var findings = Judge(server.Visits);
        foreach (var crawl in crawls)
        {
            findings.AddRange(await CrawlChecks.RunAsync(cluster.Database, crawl, server.Address, cancellationToken));
            crawl.Dispose();
        }

        var gaps = server.Visits.Zip(server.Visits.Skip(1), (one, next) => TimeProvider.System.GetElapsedTime(one.At, next.At).TotalSeconds).Order().ToList();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{server.Visits.Count} requests, {server.Visits.Count(visit => visit.WasToldToWait)} told to wait; time between two: shortest {gaps[0]:0.000} s, p50 {gaps[gaps.Count / 2]:0.000} s, longest {gaps[^1]:0.0} s; {findings.Count} findings"));
        findings.ForEach(output.WriteLine);
        return findings.Count == 0 ? 0 : 1;
    }

    private static List<string> Judge(IReadOnlyList<HostVisit> visits)
    {
        var findings = new List<string>();
        foreach (var (before, next) in visits.Zip(visits.Skip(1)))
        {
            var (gap, allowed) = (TimeProvider.System.GetElapsedTime(before.At, next.At), before.WasToldToWait ? HurriedServer.Closed : HurriedServer.Delay);
            if (gap < allowed - Jitter)
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"{next.Path} was asked for {gap.TotalSeconds:0.000} s after {before.Path}, and {allowed.TotalSeconds:0} s are asked for"));
            }
        }

        return findings;
    }
}
