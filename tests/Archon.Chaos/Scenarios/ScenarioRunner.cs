using Archon.Chaos.Invariants;
using Archon.Chaos.Users;

namespace Archon.Chaos.Scenarios;

/// <summary>What came of a scenario.</summary>
/// <param name="Plan">What was to happen.</param>
/// <param name="Pages">Files of the sites that were crawled.</param>
/// <param name="Duration">From the first start of a crawl to the last end.</param>
/// <param name="Crawls">Ids of the crawls that were started.</param>
/// <param name="Findings">What was wrong, in sentences; empty when all is well.</param>
internal sealed record ScenarioResult(ScenarioPlan Plan, int Pages, TimeSpan Duration, IReadOnlyList<string> Crawls, IReadOnlyList<string> Findings);

/// <summary>Plays a plan on a cluster.</summary>
/// <param name="cluster">Whole, and so again afterwards.</param>
/// <param name="tell">Told what happens.</param>
internal sealed class ScenarioRunner(ChaosCluster cluster, Action<string> tell)
{
    /// <summary>Far more than a crawl takes once everything is back; who waits longer waits for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ControlChecks _controls = new(cluster.Database, tell);

    /// <summary>1. users start crawls and watch, 2. things happen, 3. everything is whole again, 4. every crawl ends, 5. all is checked.</summary>
    public async Task<ScenarioResult> RunAsync(ScenarioPlan plan, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gateways = cluster.Gateways.Select(gateway => gateway.Address).ToArray();
        var crawls = new Task<WatchedCrawl>[plan.Crawls.Length];

        // 1.
        for (var i = 0; i < crawls.Length; i++)
        {
            crawls[i] = StartAsync(plan.Crawls[i], gateways, i, giveUp.Token);
        }

        var users = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watching = crawls.Select(async crawl => await (await crawl).WatchAsync(users.Task, giveUp.Token)).ToArray();

        // 2.
        var underWay = new List<Task>();
        foreach (var step in plan.Steps)
        {
            await Task.Delay(step.After, TimeProvider.System, cancellationToken);
            tell($"{step}");
            underWay.Add(PlayAsync(step, crawls, giveUp.Token));
        }

        var findings = new List<string>();
        Task[] minding = [];
        try
        {
            // 3. No patience here: how long somebody is away is in the plan.
            foreach (var crawl in crawls.Where(crawl => !crawl.IsCompleted))
            {
                await crawl.WithinAsync(Longest, cancellationToken);
            }

            await Task.WhenAll(underWay).WithinAsync(Longest, cancellationToken);
            await cluster.WhenWhole(cancellationToken).WithinAsync(Longest, cancellationToken);

            // 4.
            users.SetResult();
            minding = crawls.Select(async crawl => await _controls.MindAsync(await crawl, giveUp.Token)).ToArray();
            await Task.WhenAll(watching).WithinAsync(Longest, cancellationToken);
        }
        catch (TimeoutException)
        {
            findings.Add($"hung: {Longest.TotalMinutes} minutes after everything was whole again not every reader had seen the end");
            findings.AddRange(await HangReport.RunAsync(cluster, await StartedAsync(crawls), cancellationToken));
        }

        var duration = TimeProvider.System.GetElapsedTime(began);
        await giveUp.CancelAsync();
        await Task.WhenAll([.. watching, .. minding]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // 5.
        var pages = 0;
        var started = await StartedAsync(crawls);
        foreach (var crawl in started)
        {
            using var watched = crawl;
            pages += watched.Site.Expected().Count;
            findings.AddRange(await CrawlChecks.RunAsync(cluster.Database, watched, cluster.Sites.Address, cancellationToken));
        }

        findings.AddRange(await LeakChecks.RunAsync(cluster.Database, cluster.FindLeftProcesses, cancellationToken));
        findings.AddRange(cluster.DiedByThemselves);
        return new ScenarioResult(plan, pages, duration, [.. started.Select(crawl => crawl.Id)], findings);
    }

    private static Task<WatchedCrawl[]> StartedAsync(IEnumerable<Task<WatchedCrawl>> crawls) => Task.WhenAll(crawls.Where(crawl => crawl.IsCompletedSuccessfully));

    private async Task<WatchedCrawl> StartAsync(PlannedCrawl planned, IReadOnlyList<Uri> gateways, int number, CancellationToken cancellationToken)
    {
        await Task.Delay(planned.After, TimeProvider.System, cancellationToken);
        return await WatchedCrawl.StartAsync(planned.Site, cluster.Sites.Address, gateways, number, cancellationToken);
    }

    private async Task PlayAsync(Step step, Task<WatchedCrawl>[] crawls, CancellationToken cancellationToken)
    {
        switch (step.Kind)
        {
            case StepKind.KillSilo:
                await cluster.Silos[step.Target].KillAsync(step.Away);
                break;
            case StepKind.FreezeSilo:
                await cluster.Silos[step.Target].FreezeAsync(step.Away);
                break;
            case StepKind.StopSilo:
                await cluster.Silos[step.Target].StopAsync(step.Away);
                break;
            case StepKind.KillGateway:
                await cluster.Gateways[step.Target].KillAsync(step.Away);
                break;
            case StepKind.FreezeGateway:
                await cluster.Gateways[step.Target].FreezeAsync(step.Away);
                break;
            case StepKind.StopGateway:
                await cluster.Gateways[step.Target].StopAsync(step.Away);
                break;
            case StepKind.CrashDatabase:
                await cluster.CrashDatabaseAsync(step.Away);
                break;
            case StepKind.FreezeDatabase:
                await cluster.FreezeDatabaseAsync(step.Away);
                break;
            case StepKind.Cancel:
                await (await crawls[step.Target]).CancelAsync(cancellationToken);
                break;
            case StepKind.Pause:
                await _controls.PauseAsync(await crawls[step.Target], step.Away, cancellationToken);
                break;
            case StepKind.Resume:
                await _controls.ResumeAsync(await crawls[step.Target], cancellationToken);
                break;
            case StepKind.RetryFailed:
                await _controls.RetryAsync(await crawls[step.Target], cancellationToken);
                break;
            case StepKind.RetryEnded:
                await _controls.RetryEndedAsync(await crawls[step.Target], cancellationToken);
                break;
            case StepKind.Hop:
                foreach (var crawl in crawls.Where(crawl => crawl.IsCompletedSuccessfully))
                {
                    (await crawl).Hop();
                }

                break;
            default:
                throw new InvalidOperationException($"{step.Kind} cannot be played.");
        }
    }
}
