using System.Net;
using System.Net.Sockets;
using Archon.Cli.Diagnosis;
using Archon.Embeddings;
using Archon.Ports.Storage;
using Archon.Silo.Surveying;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>What <c>archon doctor</c> finds of a cluster, on a real PostgreSQL in good and in broken states.</summary>
public sealed class ClusterCheckupTests : IAsyncLifetime
{
    private SickDatabase? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SickDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await SickDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

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
    [InlineData("no server", "cannot be reached")]
    [InlineData("wrong password", "refuses the user")]
    [InlineData("no database", "has no such database")]
    public async Task ADatabaseThatCannotBeAsked_IsTheLastFinding(string state, string finding)
    {
        var connection = Database.But(settings =>
        {
            settings.Port = state == "no server" ? 1 : settings.Port;
            settings.Password = state == "wrong password" ? "wrong" : settings.Password;
            settings.Database = state == "no database" ? "nowhere" : settings.Database;
        });

        var checks = await RunAsync(connection);

        Assert.Equal(("Database", Verdict.Failed), (checks[^1].Name, checks[^1].Verdict));
        Assert.Contains(finding, checks[^1].Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong;", checks[^1].Finding, StringComparison.Ordinal);
        Assert.NotNull(checks[^1].Remedy);
    }

    [Fact]
    public async Task AReadOnlyDatabase_Fails()
    {
        await Database.DoAsync("ALTER DATABASE {0} SET default_transaction_read_only = on");

        Assert.Contains("primary", (await FailureAsync("Database")).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUserWhoMayMakeNothing_Fails()
    {
        await Database.DoAsync($"CREATE ROLE {Database.Guest} LOGIN PASSWORD 'guest'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {Database.Guest}");

        var checks = await RunAsync(Database.But(settings => (settings.Username, settings.Password) = (Database.Guest, "guest")));

        Assert.Contains("GRANT CREATE", Assert.Single(checks, check => !check.Passed).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerWithoutPgvector_Fails()
    {
        // The server of the tests has it: what it says is taken and changed.
        var facts = await ClusterSurvey.ReadAsync(Configuration(Database.Connection), TimeProvider.System, Cancel);
        var without = facts with { Database = facts.Database! with { Pgvector = null, PgvectorAvailable = null } };

        var checks = await ListAsync(new ClusterCheckup(_ => Task.FromResult(without)));

        Assert.Contains("postgresql-17-pgvector", Assert.Single(checks, check => !check.Passed).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUserWhoMayNotMakePgvector_Fails()
    {
        await using var empty = await SickDatabase.CreateAsync(migrated: false);
        await empty.DoAsync($"CREATE ROLE {empty.Guest} LOGIN PASSWORD 'guest'; GRANT CREATE ON SCHEMA public TO {empty.Guest}");
        var connection = empty.But(settings => (settings.Username, settings.Password) = (empty.Guest, "guest"));

        var failure = Assert.Single(await RunAsync(connection), check => !check.Passed);

        Assert.Equal("pgvector", failure.Name);
        Assert.Contains("CREATE EXTENSION vector", failure.Remedy, StringComparison.Ordinal);
        await empty.DoAsync($"REVOKE ALL ON SCHEMA public FROM {empty.Guest}");
    }

    [Fact]
    public async Task AnOldPostgres_Fails()
    {
        var facts = await ClusterSurvey.ReadAsync(Configuration(Database.Connection), TimeProvider.System, Cancel);
        var old = facts with { Database = facts.Database! with { Version = "14.2", VersionNumber = 140_002 } };

        var checks = await ListAsync(new ClusterCheckup(_ => Task.FromResult(old)));

        Assert.Contains("14.2", Assert.Single(checks, check => !check.Passed).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOlderSchema_IsForANodeToMigrate()
    {
        await Database.DoAsync("DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)");

        var schema = Of(await RunAsync(Database.Connection), "Schema");

        Assert.Equal(Verdict.Warning, schema.Verdict);
        Assert.Contains("migrates by itself", schema.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewerSchema_Fails()
    {
        await Database.DoAsync("INSERT INTO schema_version (version) VALUES (999)");

        Assert.Contains("version 999", (await FailureAsync("Schema")).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherEmbedder_Fails()
    {
        await using (var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = Database.Connection }), TimeProvider.System))
        {
            await store.DeclareModelAsync("other", 3, Cancel);
        }

        // A model without a vector binds nobody.
        Assert.Equal(Verdict.Ok, Of(await RunAsync(Database.Connection), "Embedder").Verdict);
        await Database.DoAsync("SET session_replication_role = replica; INSERT INTO chunk_vector_1 (chunk_id, source_no, embedding) VALUES (1, 1, '[1,0,0]')");

        var failure = await FailureAsync("Embedder");

        Assert.Contains("ReplaceEmbeddingModel", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("vectors of the model other (3 dimensions)", failure.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelOfAnotherLength_IsRefusedOnceItsVectorsAreStored()
    {
        var own = new LexicalEmbedder();
        await using (var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = Database.Connection }), TimeProvider.System))
        {
            await store.DeclareModelAsync(own.Model, 3, Cancel);
        }

        Assert.Equal(Verdict.Ok, Of(await RunAsync(Database.Connection), "Embedder").Verdict);
        await Database.DoAsync("SET session_replication_role = replica; INSERT INTO chunk_vector_1 (chunk_id, source_no, embedding) VALUES (1, 1, '[1,0,0]')");

        var failure = await FailureAsync("Embedder");

        await using var node = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = Database.Connection }), TimeProvider.System);
        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => node.DeclareModelAsync(own.Model, own.Dimensions, Cancel));
        Assert.Equal($"{failure.Finding}. {failure.Remedy}", refusal.Message);
    }

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

    private static Check Of(IEnumerable<Check> checks, string name) => Assert.Single(checks, check => check.Name == name);

    private static async Task<List<Check>> RunAsync(string connection, TimeProvider? clock = null) =>
        await ListAsync(new ClusterCheckup(stop => ClusterSurvey.ReadAsync(Configuration(connection), clock ?? TimeProvider.System, stop)));

    private static async Task<List<Check>> ListAsync(ClusterCheckup checkup)
    {
        var checks = new List<Check>();
        await foreach (var check in checkup.RunAsync(Cancel))
        {
            checks.Add(check);
        }

        return checks;
    }

    private static IConfiguration Configuration(string connection, params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Archon:Postgres:ConnectionString", connection), .. settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))])
        .Build();

    /// <summary>The only failure there is.</summary>
    private async Task<Check> FailureAsync(string name)
    {
        var failure = Assert.Single(await RunAsync(Database.Connection), check => !check.Passed);
        Assert.Equal(name, failure.Name);
        return failure;
    }

    private Task AddMemberAsync(int port, int gatewayPort = 30_000) => Database.DoAsync(
        $"""
        INSERT INTO orleans_membership (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        VALUES ('archon', '127.0.0.1', {port}, 1, 'silo-a', 'here', 3, {gatewayPort}, clock_timestamp(), clock_timestamp())
        """);

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
