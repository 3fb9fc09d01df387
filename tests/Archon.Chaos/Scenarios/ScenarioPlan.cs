using System.Collections.Immutable;
using System.Globalization;
using Archon.Chaos.Sites;

namespace Archon.Chaos.Scenarios;

/// <summary>One thing that happens.</summary>
/// <param name="After">Time since the step before.</param>
/// <param name="Kind">What.</param>
/// <param name="Target">To whom, from 0: the silo, gateway or crawl.</param>
/// <param name="Away">For how long.</param>
internal sealed record Step(TimeSpan After, StepKind Kind, int Target, TimeSpan Away)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"+{After.TotalSeconds:0.0}s {Kind}{(Kind is StepKind.Hop or StepKind.CrashDatabase or StepKind.FreezeDatabase ? "" : $" {Target + 1}")}{(Away > TimeSpan.Zero ? $" for {Away.TotalSeconds:0.0}s" : "")}");
}

/// <summary>A crawl that users ask for and watch.</summary>
/// <param name="After">Time since the scenario began.</param>
/// <param name="Site">What it crawls.</param>
internal sealed record PlannedCrawl(TimeSpan After, SitePlan Site);

/// <summary>What a seed stands for: the same seed is the same crawls and the same steps, as long as this file stays as it is.</summary>
internal sealed record ScenarioPlan(int Seed, ImmutableArray<PlannedCrawl> Crawls, ImmutableArray<Step> Steps)
{
    private static readonly (StepKind Kind, int Weight)[] Kinds =
    [
        (StepKind.KillSilo, 6), (StepKind.FreezeSilo, 4), (StepKind.StopSilo, 4), (StepKind.KillGateway, 3), (StepKind.FreezeGateway, 2),
        (StepKind.StopGateway, 2), (StepKind.CrashDatabase, 2), (StepKind.FreezeDatabase, 2), (StepKind.Cancel, 2), (StepKind.Pause, 4),
        (StepKind.Resume, 1), (StepKind.RetryFailed, 2), (StepKind.RetryEnded, 3), (StepKind.Hop, 3),
    ];

    /// <param name="seed">Decides everything.</param>
    /// <param name="size">How much of it.</param>
    public static ScenarioPlan Make(int seed, ScenarioSize size)
    {
        var random = new Random(seed);
        var crawls = Enumerable.Range(0, random.Next(1, size.MostCrawls + 1)).Select(number =>
        {
            // Sixteen requests at once to a host, whoever crawls it: the latency says how long the crawl takes when nothing happens.
            var pages = random.NextDouble() < size.LargeShare && number == 0 ? size.LargePages : random.Next(size.SmallPages / 2, size.SmallPages + 1);
            var latency = size.Window * (0.7 + (0.6 * random.NextDouble())) * 16 / pages;
            var after = number == 0 ? TimeSpan.Zero : Seconds(random, 0, size.Window.TotalSeconds / 2);
            // A browser costs more than all the rest: one scenario in five has some.
            var scripted = seed % 5 == 0 ? SitePlan.Scripted : "";
            return new PlannedCrawl(after, new SitePlan(string.Create(CultureInfo.InvariantCulture, $"s{(uint)seed}c{number}{scripted}"), pages, latency));
        }).ToImmutableArray();
        var steps = ImmutableArray.CreateBuilder<Step>();
        var left = size.Window;
        for (var first = true; left > TimeSpan.Zero; first = false)
        {
            var after = Seconds(random, first ? 0.5 : 0.2, size.Window.TotalSeconds / 3);
            var kind = Pick(random);
            var target = random.Next(kind switch
            {
                StepKind.KillSilo or StepKind.FreezeSilo or StepKind.StopSilo => 3,
                StepKind.KillGateway or StepKind.FreezeGateway or StepKind.StopGateway => 2,
                StepKind.Cancel or StepKind.Pause or StepKind.Resume or StepKind.RetryFailed or StepKind.RetryEnded => crawls.Length,
                _ => 1,
            });
            steps.Add(new Step(after, kind, target, Away(random, kind, size)));
            left -= after;
        }

        return new ScenarioPlan(seed, crawls, steps.ToImmutable());
    }

    public override string ToString() =>
        $"{string.Join(", ", Crawls.Select(crawl => $"{crawl.Site.Pages} pages"))}: {string.Join(", ", Steps)}";

    // A frozen silo is declared dead after some 12 s; half of them are to be, half not.
    private static TimeSpan Away(Random random, StepKind kind, ScenarioSize size) => kind switch
    {
        StepKind.FreezeSilo => Seconds(random, 2, size.LongestFreeze.TotalSeconds),
        StepKind.FreezeGateway => Seconds(random, 1, 10),
        StepKind.CrashDatabase or StepKind.FreezeDatabase => Seconds(random, 1, size.LongestOutage.TotalSeconds),
        StepKind.Pause => Seconds(random, 0.5, size.LongestPause.TotalSeconds),
        StepKind.Cancel or StepKind.Resume or StepKind.RetryFailed or StepKind.RetryEnded or StepKind.Hop => TimeSpan.Zero,
        _ => Seconds(random, 0, 4),
    };

    private static StepKind Pick(Random random)
    {
        var at = random.Next(Kinds.Sum(kind => kind.Weight));
        foreach (var (kind, weight) in Kinds)
        {
            if ((at -= weight) < 0)
            {
                return kind;
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    // Whole tenths, so that what is printed is what happens.
    private static TimeSpan Seconds(Random random, double least, double most) => TimeSpan.FromSeconds(Math.Round(least + (random.NextDouble() * (most - least)), 1));
}
