using System.Globalization;

namespace Archon.Chaos.Scenarios;

/// <summary>Plays scenario after scenario on one cluster, a line each.</summary>
/// <param name="logs">Folder for the nodes' logs and the story of what happened.</param>
/// <param name="size">How much a scenario holds.</param>
/// <param name="output">Gets a line a scenario.</param>
internal sealed class ChaosRun(string logs, ScenarioSize size, TextWriter output)
{
    // What a hang says of itself is among them.
    private const int MostFindings = 80;

    /// <summary>Go on after a scenario that failed, on a cluster made anew. Default: false.</summary>
    public bool KeepGoing { get; init; }

    /// <returns>0 when all is well.</returns>
    public async Task<int> RunAsync(int seed, TimeSpan time, int most, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(logs);
        await using var story = TextWriter.Synchronized(new StreamWriter(Path.Combine(logs, "story.log"), append: true) { AutoFlush = true });
        void Tell(string line) => story.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {line}");
        await output.WriteLineAsync($"Seed {seed}. Logs: {logs}");
        var began = TimeProvider.System.GetTimestamp();
        var played = 0;
        var failed = new List<int>();
        var pages = 0L;
        ChaosCluster? cluster = null;
        try
        {
            while (played < most && TimeProvider.System.GetElapsedTime(began) < time && !cancellationToken.IsCancellationRequested)
            {
                cluster ??= await ChaosCluster.StartAsync(logs, Tell);
                var plan = ScenarioPlan.Make(seed + played, size);
                Tell($"Scenario {plan.Seed}: {plan}");
                var result = await new ScenarioRunner(cluster, Tell).RunAsync(plan, cancellationToken);
                played++;
                pages += result.Pages;
                var verdict = result.Findings.Count == 0 ? "ok" : "FAILED";
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{played,4} seed {plan.Seed} {verdict} {result.Duration.TotalSeconds,6:0.0} s  {plan}"));
                if (result.Findings.Count == 0)
                {
                    continue;
                }

                failed.Add(plan.Seed);
                foreach (var finding in result.Findings.Take(MostFindings))
                {
                    await output.WriteLineAsync($"       {finding}");
                    Tell($"FOUND {finding}");
                }

                await output.WriteLineAsync($"     Again: tests/chaos --seed {plan.Seed} --scenarios 1{(size == ScenarioSize.Small ? " --small" : "")}   Logs: {logs}");
                await cluster.DisposeAsync();
                cluster = null;
                if (!KeepGoing)
                {
                    break;
                }
            }
        }
        finally
        {
            if (cluster is not null)
            {
                await cluster.DisposeAsync();
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{played} scenarios, {played - failed.Count} ok, {failed.Count} failed{(failed.Count > 0 ? $" (seeds {string.Join(", ", failed)})" : "")}; {pages} pages, {TimeProvider.System.GetElapsedTime(began).TotalMinutes:0.0} minutes"));
        return failed.Count == 0 ? 0 : 1;
    }
}
