using System.Net;
using Archon.Client;
using Archon.Embeddings.Summaries;
using Archon.Fetching;
using Archon.Gateway.Safety;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.Grains;
using Archon.Grains.Crawling;
using Archon.Ports.Embedding;
using Archon.Ports.Secrets;
using Archon.Ports.Storage;
using Archon.Silo.Resuming;
using Archon.Silo.Secrets;
using Archon.Storage.Postgres;
using Archon.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Archon.Silo.Hosting;

/// <summary>The composition root of a node with a silo, embedded or in a cluster: chooses the parts and reads configuration.</summary>
internal sealed class SiloNode : ArchonNode
{
    /// <summary>A fault of the store that is over sooner is nobody's business.</summary>
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(2);

    /// <summary>A store that cannot write makes its crawls wait, and they would hold up the end; what they hold is safe without one.</summary>
    private static readonly TimeSpan PatienceInTrouble = TimeSpan.FromSeconds(2);

    private readonly IHost _host;
    private readonly OrleansArchonClient _client;
    private readonly TimeProvider _clock;

    // The embedded store's; a cluster's database has its own watchers.
    private readonly SqliteStore? _store;
    private readonly OwnerDoor? _owner;
    private readonly string? _listenAddress;
    private GatewayServer? _gateway;
    private volatile bool _wasInTrouble;

    private SiloNode(IHost host, NodeSettings settings)
    {
        _host = host;
        _listenAddress = settings.ListenAddress;
        _store = host.Services.GetService<SqliteStore>();
        _clock = host.Services.GetRequiredService<TimeProvider>();
        _client = new OrleansArchonClient(
            host.Services.GetRequiredService<IClusterClient>(),
            _clock,
            host.Services.GetRequiredService<ILoggerFactory>());
        var endpoints = host.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var listening = new[] { endpoints.SiloListeningEndpoint, endpoints.GatewayListeningEndpoint }
            .Where(endpoint => endpoint is { Port: > 0 } && !IPAddress.IsLoopback(endpoint.Address));
        ClusterOpenAt = string.Join(" and ", listening) is { Length: > 0 } open ? open : null;
        _owner = settings.OwnerToken is { } token ? new OwnerDoor(token, StartCrawlAsync, RefreshSourceAsync, ScheduleRefreshAsync) : null;
    }

    public override IArchonClient Client => _client;

    public override Uri? GatewayAddress => _gateway?.Address;

    public override string? OpenAt => _gateway?.OpenAt;

    public override string? ClusterOpenAt { get; }

    public override string? StorageProblem
    {
        get
        {
            var problem = _store?.Fault is { } fault && _clock.GetUtcNow() - fault.Since >= Passing ? fault.Sentence : null;
            _wasInTrouble |= problem is not null;
            return problem;
        }
    }

    /// <summary>1. compose, 2. look at the ports and open the store, 3. start the silo, 4. start the gateway when asked for.</summary>
    public static async Task<SiloNode> CreateAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        IHost? host = null;
        try
        {
            // 1.
            host = Compose(settings);

            // 2.
            if (settings.Role is not null && NodeConfiguration.IsCluster(host.Services.GetRequiredService<IConfiguration>()))
            {
                PortCheck.Require(OrleansSettings.Read(host.Services.GetRequiredService<IConfiguration>().GetSection("Archon")), settings);
            }

            await OpenStoreAsync(host.Services, settings, cancellationToken);

            // 3.
            await host.StartAsync(cancellationToken);
            var node = new SiloNode(host, settings);

            // 4.
            if (settings.GatewayPort is { } port)
            {
                await node.StartGatewayAsync(port, cancellationToken);
            }

            return node;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (host is not null)
            {
                await DisposeHostAsync(host);
            }

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
        _gateway ??= await GatewayServer.StartAsync(_client, _owner, new SiloHealth(_host.Services.GetRequiredService<ISiloStatusOracle>(), _host.Services.GetService<StandstillWatch>()), _host.Services, _listenAddress, port, cancellationToken);
        return _gateway.Address;
    }

    public override Task WaitForShutdownAsync(CancellationToken cancellationToken) => NodeStop.WhenAskedAsync(_host, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await NodeStop.EndAsync(_host, _wasInTrouble ? PatienceInTrouble : TimeSpan.MaxValue, _clock);
    }

    private static IHost Compose(NodeSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        NodeConfiguration.AddTo(builder.Configuration);
        builder.Logging.AddNodeLog(settings.Verbose);

        var cluster = settings.Role is not null && NodeConfiguration.IsCluster(builder.Configuration);
        NodeOptions.Require(builder.Configuration, cluster);
        var archon = builder.Configuration.GetSection("Archon");
        var services = builder.Services;
        services.AddArchonGrains();
        services.AddArchonFetching();
        if (settings.WarmUp)
        {
            services.AddFetchWarmUp();
            services.AddProcessingWarmUp();
        }

        if (cluster)
        {
            services.AddPostgresStore(archon);
        }
        else
        {
            services.AddSqliteStore(settings.DataDirectory);
        }

        services.AddSingleton<ISecretSeal>(provider =>
            new SecretSeal(provider.GetRequiredService<IOptions<SecretOptions>>(), cluster ? null : new SecretKeyFile(settings.DataDirectory)));
        services.AddEmbedders();
        services.AddArchonSummaries();
        services.AddNodeOptions(archon);
        services.PostConfigure<CrawlOptions>(options => options.ResumeOnActivation &= settings.ResumeCrawls);
        services.PostConfigure<FetchOptions>(options => options.AllowPrivateNetworks |= settings.AllowPrivateNetworks);

        var orleans = OrleansSettings.Read(archon);
        builder.UseOrleans(silo =>
        {
            if (cluster)
            {
                silo.AddCluster(orleans, archon["Postgres:ConnectionString"]!);
            }
            else
            {
                silo.AddEmbeddedCluster(orleans);
            }
        });
        if (cluster)
        {
            // After the silo: it has a table to read once it is a member.
            services.AddSingleton<StandstillWatch>();
            services.AddHostedService(provider => provider.GetRequiredService<StandstillWatch>());
        }

        if (settings.ResumeCrawls)
        {
            services.AddHostedService<ResumeService>();
            if (cluster)
            {
                services.AddHostedService<ResumeReminder>();
            }
        }

        return builder.Build();
    }

    private static async Task OpenStoreAsync(IServiceProvider services, NodeSettings settings, CancellationToken cancellationToken)
    {
        // A model that cannot be loaded stops the node here, with a sentence, and touches no store.
        var embedder = services.GetRequiredService<IEmbedder>();
        var store = services.GetRequiredService<IArchonStore>();
        if (store is not PostgresStore postgres)
        {
            Directory.CreateDirectory(settings.DataDirectory);
            await store.MigrateAsync(cancellationToken);
            return;
        }

        await DatabaseWait.Of(services, settings).OpenAsync(postgres.MigrateAsync, cancellationToken);
        var orleans = services.GetRequiredService<IOptions<OrleansSettings>>().Value;
        await postgres.JoinAsync(orleans, cancellationToken);
        await postgres.DeclareKeyAsync(orleans, services.GetRequiredService<IOptions<SecretOptions>>().Value, cancellationToken);
        await postgres.DeclareModelAsync(embedder.Model, embedder.Dimensions, cancellationToken);
    }

    private static async Task DisposeHostAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }
}
