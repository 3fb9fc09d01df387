using System.Collections.Concurrent;
using System.Globalization;
using Archon.Chaos.Processes;
using Archon.Chaos.Scenarios;
using Archon.Chaos.Sites;
using Archon.Chaos.Users;

namespace Archon.Chaos.Measuring;

/// <summary>
/// How long a crawl at full speed fetches nothing after the silo that coordinates it was killed, frozen or told to stop. Which silo that is the silos' logs say.
/// The runs that count are those after which the crawl had a new epoch, and during which this program itself was never kept from running: then it is the
/// machine that is measured.
/// </summary>
internal static class RecoveryMeasure
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(1);

    /// <returns>0 when every bar of issue 3 is met (p95).</returns>
    public static async Task<int> RunAsync(string logs, int runs, TextWriter output, CancellationToken cancellationToken)
    {
        await using var story = TextWriter.Synchronized(new StreamWriter(Path.Combine(Directory.CreateDirectory(logs).FullName, "story.log"), append: true) { AutoFlush = true });
        await using var cluster = await ChaosCluster.StartAsync(logs, line => story.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {line}"));
        await output.WriteLineAsync($"Three silos, two gateways; time without a request after the silo that coordinates the crawl…  Logs: {logs}");
        var met = true;
        foreach (var (name, bar, fault) in new (string, double, Func<NodeSlot, Task>)[]
        {
            ("kill -9", 5, slot => slot.KillAsync(TimeSpan.FromSeconds(1))),
            ("SIGTERM", 2, slot => slot.StopAsync(TimeSpan.FromSeconds(1))),
            ("SIGSTOP", 20, slot => slot.FreezeAsync(Away)),
        })
        {
            var gaps = new List<double>();
            for (var tried = 0; gaps.Count < runs; tried++)
            {
                if (await OnceAsync(cluster, tried, fault, $"{name.Where(char.IsAsciiLetterUpper).Count()}r{tried}", cancellationToken) is { } gap)
                {
                    gaps.Add(gap.TotalSeconds);
                    await story.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {gap.TotalSeconds:0.00} s"));
                }
            }

            gaps.Sort();
            double At(double share) => gaps[Math.Min(gaps.Count - 1, (int)Math.Ceiling(share * gaps.Count) - 1)];
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: p50 {At(0.5):0.0} s, p95 {At(0.95):0.0} s, longest {gaps[^1]:0.0} s ({gaps.Count} runs; bar: p95 {bar:0} s)"));
            met &= At(0.95) <= bar;
        }

        return met ? 0 : 1;
    }

    // The longest time without a request that begins within the fault; null when the crawl lived elsewhere, or nobody could run.
    private static async Task<TimeSpan?> OnceAsync(ChaosCluster cluster, int tried, Func<NodeSlot, Task> fault, string name, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var site = new SitePlan($"m{name.Replace("-", "", StringComparison.Ordinal)}", 100_000, TimeSpan.FromMilliseconds(100));
        var asked = new ConcurrentQueue<long>();
        void Note(string path)
        {
            if (path.StartsWith(site.Folder, StringComparison.Ordinal))
            {
                asked.Enqueue(clock.GetTimestamp());
            }
        }

        cluster.Sites.Asked += Note;
        try
        {
            using var crawl = await WatchedCrawl.StartAsync(site, cluster.Sites.Address, [.. cluster.Gateways.Select(gateway => gateway.Address)], 0, cancellationToken);
            await cluster.Sites.AfterServing(site, 200).WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            var epoch = await EpochAsync(cluster, crawl.Id);
            var at = clock.GetTimestamp();
            var faulting = fault(cluster.FindStarter(crawl.Id) ?? cluster.Silos[tried % cluster.Silos.Count]);

            // Until the crawl has been fetching for a while without a break, in whichever epoch.
            var since = at;
            var stood = false;
            while (clock.GetElapsedTime(since) < Settle || clock.GetElapsedTime(at) < Settle * 2)
            {
                var beat = clock.GetTimestamp();
                await Task.Delay(Beat, clock, cancellationToken);
                stood |= clock.GetElapsedTime(beat) > Standstill;
                var last = asked.LastOrDefault();
                if (clock.GetElapsedTime(last) > TimeSpan.FromSeconds(1))
                {
                    since = clock.GetTimestamp();
                }
            }

            await faulting;
            await cluster.WhenWhole(cancellationToken);
            var raised = await EpochAsync(cluster, crawl.Id) > epoch;
            await crawl.CancelAsync(cancellationToken);
            return raised && !stood ? Longest([at, .. asked.Where(moment => moment >= at)]) : null;
        }
        finally
        {
            cluster.Sites.Asked -= Note;
        }
    }

    private static TimeSpan Longest(IReadOnlyList<long> moments) =>
        moments.Zip(moments.Skip(1), TimeProvider.System.GetElapsedTime).Max();

    private static Task<long> EpochAsync(ChaosCluster cluster, string crawlId) => cluster.Database.CountAsync("SELECT epoch FROM crawl WHERE id = $1", crawlId);
}
