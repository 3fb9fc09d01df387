using Archon.Client;
using Archon.Fetching;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Silo.Hosting;

/// <summary>A gateway alone: HTTP in front of an Orleans client. It reaches the database only to learn where the silos are.</summary>
internal sealed class GatewayNode : ArchonNode
{
    // What is under way was answered while the gateway drained.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IHost _host;
    private readonly OrleansArchonClient _client;
    private readonly string? _listenAddress;
    private GatewayServer? _gateway;

    private GatewayNode(IHost host, NodeSettings settings)
    {
        _host = host;
        _listenAddress = settings.ListenAddress;
        _client = new OrleansArchonClient(
            host.Services.GetRequiredService<IClusterClient>(),
            host.Services.GetRequiredService<TimeProvider>(),
            host.Services.GetRequiredService<ILoggerFactory>());
    }

    public override IArchonClient Client => _client;

    public override Uri? GatewayAddress => _gateway?.Address;

    public override string? OpenAt => _gateway?.OpenAt;

    /// <summary>Always null: what is stored is the silos' business.</summary>
    public override string? StorageProblem => null;

    /// <summary>1. compose, 2. make the schema when it is not there yet, 3. connect to the cluster, 4. listen.</summary>
    public static async Task<GatewayNode> CreateAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        IHost? host = null;
        try
        {
            // 1.
            host = Compose(settings);
            PortCheck.RequireHttp(settings);

            // 2. and 3. The client asks for the silos at once, and begins anew until there is one.
            var store = host.Services.GetRequiredService<PostgresStore>();
            await DatabaseWait.Of(host.Services, settings).OpenAsync(store.MigrateAsync, cancellationToken);
            await store.JoinAsync(OrleansSettings.Read(host.Services.GetRequiredService<IConfiguration>().GetSection("Archon")), cancellationToken);
            await host.StartAsync(cancellationToken);
            var node = new GatewayNode(host, settings);

            // 4.
            await node.StartGatewayAsync(settings.GatewayPort ?? 0, cancellationToken);
            return node;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            host?.Dispose();
            throw exception as NodeStartException ?? new NodeStartException(NodeFaults.Explain(exception, settings), exception);
        }
    }

    public override async Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, PrivateAccess privateAccess, CancellationToken cancellationToken) =>
        await _client.StartCrawlAsync(request, privateAccess, cancellationToken);

    public override Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, PrivateAccess privateAccess, CancellationToken cancellationToken) =>
        _client.PlanCrawlAsync(request, privateAccess, cancellationToken);

    public override async Task<StartCrawlResult> RefreshSourceAsync(string sourceId, PrivateAccess privateAccess, CancellationToken cancellationToken) =>
        await _client.RefreshSourceAsync(sourceId, privateAccess, cancellationToken);

    public override async Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, PrivateAccess privateAccess, CancellationToken cancellationToken) =>
        await _client.ScheduleRefreshAsync(sourceId, every, privateAccess, cancellationToken);

    public override async Task<Uri> StartGatewayAsync(int port, CancellationToken cancellationToken)
    {
        _gateway ??= await GatewayServer.StartAsync(_client, owner: null, _host.Services.GetRequiredService<GatewayHealth>(), _host.Services, _listenAddress, port, cancellationToken);
        return _gateway.Address;
    }

    public override Task WaitForShutdownAsync(CancellationToken cancellationToken) => NodeStop.WhenAskedAsync(_host, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await NodeStop.EndAsync(_host, Patience, _host.Services.GetRequiredService<TimeProvider>());
    }

    private static IHost Compose(NodeSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        NodeConfiguration.AddTo(builder.Configuration);
        builder.Logging.AddNodeLog(settings.Verbose);
        var archon = builder.Configuration.GetSection("Archon");
        if (!NodeConfiguration.IsCluster(builder.Configuration))
        {
            throw new NodeStartException("A gateway alone needs a cluster to answer for; set Archon:Postgres:ConnectionString.");
        }

        NodeOptions.Require(builder.Configuration, cluster: true);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddPostgresStore(archon);
        builder.Services.Configure<FetchOptions>(archon.GetSection("Fetching"));
        var orleans = OrleansSettings.Read(archon);
        var health = new GatewayHealth();
        builder.Services.AddSingleton(health);
        builder.UseOrleansClient(client =>
        {
            client.AddClusterClient(orleans, archon["Postgres:ConnectionString"]!, settings.Notice);
            client.AddGatewayCountChangedHandler((_, change) => health.Take(change));
        });
        return builder.Build();
    }
}
