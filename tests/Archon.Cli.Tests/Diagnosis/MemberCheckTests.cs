using System.Net;
using System.Net.Sockets;
using Archon.Cli.Diagnosis;
using Archon.Silo.Surveying;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>What <c>archon doctor</c> finds of a cluster's members and of their clocks.</summary>
public sealed class MemberCheckTests : ClusterCheckupTest
{
    [Theory]
    [InlineData(61)]
    [InlineData(-61)]
    public async Task AClockThatIsOff_Fails(int seconds)
    {
        var checks = await RunAsync(Database.Connection, new ShiftedClock(TimeSpan.FromSeconds(seconds)));

        var clock = Assert.Single(checks, check => !check.Passed);
        Assert.Equal("Clock", clock.Name);
        Assert.Matches(seconds > 0 ? "1 min [01] s ahead of" : "1 min [01] s behind", clock.Finding);
    }

    [Fact]
    public async Task AMemberWhoseClockIsOff_Fails()
    {
        await AddMemberAsync(1);
        await Database.DoAsync("UPDATE orleans_membership SET iamalivetime = seenat + interval '10 minutes'");

        Assert.Contains("10 min 0 s ahead of", (await FailureAsync("Member")).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMemberWithoutASignOfLife_Fails()
    {
        await AddMemberAsync(1);
        await Database.DoAsync("UPDATE orleans_membership SET iamalivetime = now() - interval '10 minutes', seenat = now() - interval '10 minutes'");

        Assert.Contains("last sign 10 min", (await FailureAsync("Member")).Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:05", 12, true)]
    [InlineData("00:00:05", 17, false)]
    [InlineData("00:00:20", 45, true)]
    [InlineData("00:00:20", 65, false)]
    public async Task AMemberThatOwesThreeSigns_Fails(string signOfLife, int age, bool healthy)
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        await AddMemberAsync(((IPEndPoint)silo.LocalEndpoint).Port);
        await Database.DoAsync($"UPDATE orleans_membership SET iamalivetime = now() - interval '{age} seconds', seenat = now() - interval '{age} seconds'");
        var configuration = Configuration(Database.Connection, ("Archon:Orleans:Membership:SignOfLife", signOfLife));

        var member = Of(await ListAsync(new ClusterCheckup(stop => ClusterSurvey.ReadAsync(configuration, TimeProvider.System, stop))), "Member");

        Assert.True(member.Passed == healthy, member.Finding);
        Assert.True(healthy || member.Remedy!.Contains("start a node", StringComparison.Ordinal), member.Remedy);
    }

    [Fact]
    public async Task AMemberThatCannotBeDialled_IsAWarning()
    {
        await AddMemberAsync(1);

        var member = Of(await RunAsync(Database.Connection), "Member");

        Assert.Equal(Verdict.Warning, member.Verdict);
        Assert.Contains("cannot be dialled", member.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoMemberThatTakesGateways_IsAWarning()
    {
        await AddMemberAsync(1, gatewayPort: 0);
        Assert.Contains("GatewayPort is 0", Of(await RunAsync(Database.Connection), "Gateways").Finding, StringComparison.Ordinal);

        await AddMemberAsync(2);
        Assert.DoesNotContain(await RunAsync(Database.Connection), check => check.Name == "Gateways");
    }

    [Fact]
    public async Task NoMember_IsAWarning() => Assert.Equal(Verdict.Warning, Of(await RunAsync(Database.Connection), "Members").Verdict);

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
