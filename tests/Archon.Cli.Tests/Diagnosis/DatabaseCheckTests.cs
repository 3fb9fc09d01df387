using System.Net;
using System.Net.Sockets;
using Archon.Cli.Diagnosis;
using Archon.Embeddings;
using Archon.Ports.Storage;
using Archon.Silo.Surveying;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>What <c>archon doctor</c> finds of a cluster's database, in good and in broken states.</summary>
public sealed class DatabaseCheckTests : ClusterCheckupTest
{
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
    public async Task AServerThatIsFrozen_IsSaidNotToAnswer_AfterAFewSeconds()
    {
        // The system takes the connection, and nobody reads what comes by it.
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        var connection = Database.But(settings => (settings.Host, settings.Port, settings.Timeout) = ("127.0.0.1", ((IPEndPoint)frozen.LocalEndpoint).Port, 60));
        var since = TimeProvider.System.GetTimestamp();

        var checks = await RunAsync(connection);

        Assert.Equal(("Database", Verdict.Failed), (checks[^1].Name, checks[^1].Verdict));
        Assert.Contains("does not answer", checks[^1].Finding, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(40));
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
}
