using Archon.Cli.Commands;
using Archon.GrainInterfaces.Hosts;

namespace Archon.Cli.Tests.Commands;

public sealed class HostsCommandTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AHostThatIsLeftAlone_SaysForHowLongAndWhy()
    {
        var host = new HostState
        {
            Origin = "https://docs.example",
            InFlight = 1,
            Waiting = 1200,
            Limit = 2,
            Ceiling = 16,
            DelaySeconds = 1.5,
            HeldUntil = Now + TimeSpan.FromSeconds(125),
            Backoff = 3,
            LastStatus = 429,
            Robots = "rules",
            Requests = 4711,
        };

        Assert.Equal(["1", "1,200", "2 of 16", "1.5 s", "for 2 min 5 s", "3", "429", "rules", "4,711", "https://docs.example"], HostsCommand.Cells(host, Now));
    }

    [Fact]
    public void AHostThatIsWell_HasNothingToSay() =>
        Assert.Equal(
            ["0", "0", "16 of 16", "-", "-", "-", "-", "unknown", "0", "https://docs.example"],
            HostsCommand.Cells(new HostState { Origin = "https://docs.example", Limit = 16, Ceiling = 16, HeldUntil = Now }, Now));
}
