using System.Net;
using System.Net.Sockets;
using Archon.Cli.Diagnosis;
using Archon.Silo.Surveying;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>What <c>archon doctor</c> finds of a cluster as a whole.</summary>
public sealed class ClusterCheckupTests : ClusterCheckupTest
{
    [Fact]
    public async Task AGoodCluster_IsHealthy()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        await AddMemberAsync(((IPEndPoint)silo.LocalEndpoint).Port);

        var checks = await RunAsync(Database.Connection);

        Assert.Equal(
            ["Runtime", "Browser", "Settings", "Database", "pgvector", "Schema", "Embedder", "Member", "Clock"],
            checks.Select(check => check.Name));
        Assert.All(checks.Where(check => check.Name != "Browser"), check => Assert.True(check.Verdict == Verdict.Ok, check.Finding));
        Assert.Contains("silo-a at 127.0.0.1:", Of(checks, "Member").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseOfAnotherCluster_IsNamedWithBothNames()
    {
        await Database.DoAsync("INSERT INTO cluster (name) VALUES ('theirs')");

        var check = Of(await RunAsync(Database.Connection), "Cluster");

        Assert.Equal(Verdict.Failed, check.Verdict);
        Assert.Contains("'theirs'", check.Finding, StringComparison.Ordinal);
        Assert.Contains("'archon'", check.Finding, StringComparison.Ordinal);
        Assert.Contains("Archon:Orleans:ClusterId", check.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyDatabase_IsHealthyAndWaitsForItsFirstNode()
    {
        await using var empty = await SickDatabase.CreateAsync(migrated: false);

        var checks = await RunAsync(empty.Connection);

        Assert.All(checks, check => Assert.True(check.Passed, check.Finding));
        Assert.Contains("the first node makes", Of(checks, "Schema").Finding, StringComparison.Ordinal);
        Assert.Contains("can be made", Of(checks, "pgvector").Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Archon:Orleans:Membership:Votes", "0", "Archon:Orleans:Membership:Votes must be between 1 and 10.")]
    [InlineData("Archon:Crawling:Window", "0", "Archon:Crawling:Window must be between 1 and 1000.")]
    [InlineData("Archon:Orleans:SiloProt", "5", "the nearest is Archon:Orleans:SiloPort.")]
    [InlineData("Archon:Postgres:ReplaceEmbeddingModel", "perhaps", "it must be true or false.")]
    public async Task AWrongSetting_FailsByName(string key, string value, string sentence)
    {
        var configuration = Configuration(Database.Connection, (key, value));

        var checks = await ListAsync(new ClusterCheckup(stop => ClusterSurvey.ReadAsync(configuration, TimeProvider.System, stop)));

        var failure = Assert.Single(checks, check => !check.Passed);
        Assert.Equal("Settings", failure.Name);
        Assert.Contains(sentence, failure.Finding, StringComparison.Ordinal);
    }
}
