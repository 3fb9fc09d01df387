using Archon.Chaos.Scenarios;

namespace Archon.Cluster.Tests.Scenarios;

/// <summary>Seeded scenarios on one cluster, as <c>tests/chaos --small</c> plays them for as long as one likes.</summary>
public sealed class ScenarioTests(ScenarioTests.Played cluster) : IClassFixture<ScenarioTests.Played>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Scenario_OfASeed_LosesRepeatsAndLeavesNothing(int seed)
    {
        var plan = ScenarioPlan.Make(seed, ScenarioSize.Small);

        var result = await cluster.PlayAsync(plan, TestContext.Current.CancellationToken);

        Assert.True(result.Findings.Count == 0, $"Again: tests/chaos --small --scenarios 1 --seed {seed}\n{plan}\n{string.Join('\n', [.. result.Findings, .. cluster.LastWords])}");
    }

    [Fact]
    public void Plan_OfTheSameSeed_IsTheSame() =>
        Assert.Equal($"{ScenarioPlan.Make(42, ScenarioSize.Full)}", $"{ScenarioPlan.Make(42, ScenarioSize.Full)}");

    /// <summary>One cluster for all scenarios; one that a scenario has left in pieces is made anew.</summary>
    public sealed class Played : IAsyncDisposable
    {
        private readonly string _logs = Path.Combine(Chaos.Processes.Repository.Root, "artifacts", "test-logs", "scenarios");
        private ChaosCluster? _cluster;

        /// <summary>Of the scenario that failed last: what is left of it where nobody keeps the nodes' logs.</summary>
        internal IReadOnlyList<string> LastWords { get; private set; } = [];

        public async ValueTask DisposeAsync()
        {
            if (_cluster is not null)
            {
                await _cluster.DisposeAsync();
            }
        }

        internal async Task<ScenarioResult> PlayAsync(ScenarioPlan plan, CancellationToken cancellationToken)
        {
            _cluster ??= await ChaosCluster.StartAsync(_logs, Tell);
            Tell($"Scenario {plan.Seed}: {plan}");
            var result = await new ScenarioRunner(_cluster, Tell).RunAsync(plan, cancellationToken);
            if (result.Findings.Count > 0)
            {
                LastWords = [.. _cluster.LastWords(lines: 40, result.Crawls)];
                await _cluster.DisposeAsync();
                _cluster = null;
            }

            return result;
        }

        private static void Tell(string line) => TestContext.Current.SendDiagnosticMessage($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff} {line}");
    }
}
