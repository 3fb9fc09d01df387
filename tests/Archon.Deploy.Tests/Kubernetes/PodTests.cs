using System.Net;
using Archon.Client;
using Archon.Deploy.Tests.Images;
using Archon.Deploy.Tests.Processes;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Silo.Hosting;
using Npgsql;

namespace Archon.Deploy.Tests.Kubernetes;

/// <summary>Pods of the rendered Deployment, as processes with exactly its environment, on a real PostgreSQL.</summary>
public sealed class PodTests(PublishedApp app) : IAsyncLifetime
{
    private const string Active = "3";
    private const string Dead = "6";

    private TestDatabase? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    [Fact]
    public async Task TwoPods_FormAClusterThatServesStrangersNothingPrivate()
    {
        // Both at once, on an empty database.
        var starting = new[] { StartAsync("archon-a"), StartAsync("archon-b") };
        await using var one = await starting[0];
        await using var other = await starting[1];

        foreach (var pod in new[] { one, other })
        {
            Assert.Equal(
                [pod.Address, $"{ClusterPorts.Silo}", $"{ClusterPorts.Gateway}", Active],
                await Database.RowAsync($"SELECT address, port, proxyport, status FROM orleans_membership WHERE siloname = '{pod.Name}'"));
            Assert.Equal(HttpStatusCode.OK, (await pod.ReadyAsync()).Code);
            Assert.Equal(HttpStatusCode.OK, (await pod.LiveAsync()).Code);
            Assert.Equal(HttpStatusCode.OK, await AskAsAsync(pod, "archon.archon.svc"));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsAsync(pod, "rebound.example.org"));
        }

        // One pod's crawl is the other's too; and nobody has it fetch what is inside.
        var started = await new HttpArchonClient(one.Http).StartCrawlAsync(new CrawlRequest { Url = other.Http.BaseAddress!.AbsoluteUri }, Cancel);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        var events = new List<CrawlProgress>();
        await foreach (var progress in new HttpArchonClient(other.Http).WatchAsync(started.CrawlId!, cancellationToken: Cancel))
        {
            events.Add(progress);
        }

        Assert.Equal((CrawlStatus.Error, 0), (events[^1].Status, events[^1].PagesDone));
        Assert.Equal(["0"], await Database.RowAsync("SELECT count(*) FROM document"));
    }

    [Fact]
    public async Task APodThatIsToldToStop_SaysSoAnswersOnAndLeavesTheCluster()
    {
        await using var pod = await StartAsync("archon-c");
        await pod.TerminateAsync();

        var (code, body) = await pod.ReadyAsync();
        while (code == HttpStatusCode.OK)
        {
            (code, body) = await pod.ReadyAsync();
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains("told to stop", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await pod.LiveAsync()).Code);
        Assert.Equal(HttpStatusCode.OK, await AskAsAsync(pod, "archon"));
        Assert.Equal(0, await pod.WhenEndedAsync());
        Assert.Equal([Dead], await Database.RowAsync("SELECT status FROM orleans_membership WHERE siloname = 'archon-c'"));
    }

    [Fact]
    public async Task APodWhoseDatabaseIsAway_IsNeitherRestartedNorTakenOutOfService()
    {
        var direct = new NpgsqlConnectionStringBuilder(Database.Connection);
        await using var wire = new Wire(direct.Host!, direct.Port);
        var through = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = wire.Port };
        await using var pod = await StartAsync("archon-d", through.ConnectionString);

        await wire.CutAsync();

        Assert.NotEqual(HttpStatusCode.OK, await AskAsAsync(pod, "archon"));
        Assert.Equal(HttpStatusCode.OK, (await pod.LiveAsync()).Code);
        Assert.Equal(HttpStatusCode.OK, (await pod.ReadyAsync()).Code);
    }

    private async Task<Pod> StartAsync(string name, string? connection = null) =>
        await Pod.StartAsync(await app.FolderAsync(), await Rendered.OfAsync("overlays/production"), name, connection ?? Database.Connection);

    /// <summary>Reads something that is in the database, under a name.</summary>
    private static async Task<HttpStatusCode> AskAsAsync(Pod pod, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/sources");
        request.Headers.Host = host;
        using var response = await pod.Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
