using Archon.Deploy.Tests.Images;
using Archon.Silo.Hosting;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Archon.Deploy.Tests.Compose;

/// <summary>The Compose file against the code and the Dockerfile.</summary>
public sealed class ComposeTests
{
    private static readonly IReadOnlyDictionary<object, object> File = Parse();

    [Fact]
    public void Services_AreADatabaseWithPgvectorAndTwoNodes()
    {
        Assert.Equal(["node1", "node2", "postgres"], Map(File, "services").Keys.Cast<string>().Order(StringComparer.Ordinal));
        Assert.StartsWith("pgvector/pgvector:pg", (string)Map(File, "services", "postgres")["image"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node1", "127.0.0.1:8181")]
    [InlineData("node2", "127.0.0.1:8182")]
    public void Node_ServesOnThisMachineOnlyAndSaysWhatTheCodeReads(string name, string published)
    {
        var node = Map(File, "services", name);
        var environment = Map(File, "services", name, "environment").ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value);

        Assert.Equal([$"{published}:{ClusterPorts.Http}"], Texts(node["ports"]));
        Assert.Equal(["serve", "--role", "all", "--port", $"{ClusterPorts.Http}"], Texts(node["command"]));
        Assert.All(environment.Keys, setting => Assert.True(Settings.Has(setting), setting));
        Assert.Equal(name, environment["ARCHON__ORLEANS__SILONAME"]);
        Assert.StartsWith("Host=postgres;", environment["ARCHON__POSTGRES__CONNECTIONSTRING"], StringComparison.Ordinal);
        Assert.Equal(("true", "ALL"), (node["read_only"], Assert.Single(Texts(node["cap_drop"]))));
        Assert.Equal("60s", node["stop_grace_period"]);
        Assert.Equal("service_healthy", Map(File, "services", name, "depends_on", "postgres")["condition"]);
    }

    [Fact]
    public void Nodes_FitAPostgresAsItIsInstalled()
    {
        var nodes = Map(File, "services").Keys.Cast<string>().Where(name => name.StartsWith("node", StringComparison.Ordinal)).ToList();

        var most = nodes.Sum(name => Connections.OfANode((string)Map(File, "services", name, "environment")["ARCHON__POSTGRES__CONNECTIONSTRING"]));

        Assert.True(most <= Connections.OfAStockServer, $"{most}");
    }

    [Fact]
    public void Build_NamesATargetAndArgumentsOfTheDockerfile()
    {
        var build = Map(File, "services", "node1", "build");
        var dockerfile = Dockerfile.Read();

        Assert.Equal("deploy/Dockerfile", build["dockerfile"]);
        Assert.Equal(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, "deploy", (string)build["context"])));
        dockerfile.Named((string)build["target"]);
        Assert.All(Map(build, "args").Keys.Cast<string>(), argument => Assert.Contains(argument, dockerfile.Stages[0].All("ARG")));
    }

    [Fact]
    public void Database_IsOnANetworkWithoutAWayOut()
    {
        Assert.Equal("data", Assert.Single(Texts(Map(File, "services", "postgres")["networks"])));
        Assert.Equal("true", Map(File, "networks", "data")["internal"]);
        Assert.False(Map(File, "services", "postgres").ContainsKey("ports"));
    }

    private static Dictionary<object, object> Parse() => new DeserializerBuilder().WithDuplicateKeyChecking().Build()
        .Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(Repository.Read("deploy", "compose.yaml")))));

    private static IReadOnlyDictionary<object, object> Map(IReadOnlyDictionary<object, object> from, params string[] path) =>
        path.Aggregate(from, (map, key) => (Dictionary<object, object>)map[key]);

    private static IEnumerable<string> Texts(object list) => ((List<object>)list).Cast<string>();
}
