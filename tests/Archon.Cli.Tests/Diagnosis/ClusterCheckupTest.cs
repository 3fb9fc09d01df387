using Archon.Cli.Diagnosis;
using Archon.Silo.Surveying;
using Microsoft.Extensions.Configuration;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary>A test of what <c>archon doctor</c> finds of a cluster, on a real PostgreSQL.</summary>
public abstract class ClusterCheckupTest : IAsyncLifetime
{
    private SickDatabase? _database;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected SickDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await SickDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static Check Of(IEnumerable<Check> checks, string name) => Assert.Single(checks, check => check.Name == name);

    private protected static async Task<List<Check>> RunAsync(string connection, TimeProvider? clock = null) =>
        await ListAsync(new ClusterCheckup(stop => ClusterSurvey.ReadAsync(Configuration(connection), clock ?? TimeProvider.System, stop)));

    private protected static async Task<List<Check>> ListAsync(ClusterCheckup checkup)
    {
        var checks = new List<Check>();
        await foreach (var check in checkup.RunAsync(Cancel))
        {
            checks.Add(check);
        }

        return checks;
    }

    private protected static IConfiguration Configuration(string connection, params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Archon:Postgres:ConnectionString", connection), .. settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))])
        .Build();

    /// <summary>The only failure there is.</summary>
    private protected async Task<Check> FailureAsync(string name)
    {
        var failure = Assert.Single(await RunAsync(Database.Connection), check => !check.Passed);
        Assert.Equal(name, failure.Name);
        return failure;
    }

    private protected Task AddMemberAsync(int port, int gatewayPort = 30_000) => Database.DoAsync(
        $"""
        INSERT INTO orleans_membership (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        VALUES ('archon', '127.0.0.1', {port}, 1, 'silo-a', 'here', 3, {gatewayPort}, clock_timestamp(), clock_timestamp())
        """);
}
