using System.CommandLine;
using System.Globalization;
using Archon.Chaos.Measuring;
using Archon.Chaos.Processes;
using Archon.Chaos.Scenarios;

var minutes = new Option<double>("--minutes") { Description = "Go on for this long; the scenario under way is played to its end", DefaultValueFactory = _ => 10 };
var scenarios = new Option<int>("--scenarios") { Description = "Stop after so many", DefaultValueFactory = _ => int.MaxValue };
var seed = new Option<int?>("--seed") { Description = "Seed of the first scenario; each further one adds 1 [default: a random one, printed]" };
var small = new Option<bool>("--small") { Description = "The size that the tests play" };
var going = new Option<bool>("--keep-going") { Description = "Go on after a scenario that failed, on a cluster made anew" };
var logs = new Option<string?>("--logs") { Description = "Folder for the nodes' logs [default: artifacts/chaos/SEED]" };
var measure = new Option<string?>("--measure") { Description = "recovery: how soon a crawl fetches again after a silo was killed, frozen, told to stop; politeness: whether a host is ever asked earlier than it wants" };
var runs = new Option<int>("--runs") { Description = "Of each measurement", DefaultValueFactory = _ => 20 };
var command = new RootCommand("Plays seeded scenarios of failures on a cluster of real processes, and checks that nothing is lost, repeated or stuck.")
{
    minutes, scenarios, seed, small, going, logs, measure, runs,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var first = parsed.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000);
    var folder = parsed.GetValue(logs) ?? Path.Combine(Repository.Root, "artifacts", "chaos", first.ToString(CultureInfo.InvariantCulture));
    switch (parsed.GetValue(measure))
    {
        case null:
            var run = new ChaosRun(folder, parsed.GetValue(small) ? ScenarioSize.Small : ScenarioSize.Full, Console.Out) { KeepGoing = parsed.GetValue(going) };
            return await run.RunAsync(first, TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(scenarios), cancellationToken);
        case "recovery":
            return await RecoveryMeasure.RunAsync(folder, parsed.GetValue(runs), Console.Out, cancellationToken);
        case "politeness":
            return await PolitenessMeasure.RunAsync(folder, Console.Out, cancellationToken);
        case var other:
            await Console.Error.WriteLineAsync($"--measure is '{other}'; it must be recovery or politeness.");
            return 2;
    }
});
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
