using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Embeddings;
using Archon.Fetching;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Crawling;
using Archon.Grains.Pages;
using Archon.Grains.Progress;
using Archon.Ports.Fetching;
using Archon.Ports.Secrets;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Archon.Grains.Tests.Hosting;

/// <summary>Silos with the real parts: one SQLite file for all of them, the real fetcher, the local embedder, memory streams.</summary>
internal sealed class ArchonCluster : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SqliteStore _sqlite;

    private ArchonCluster(InProcessTestCluster cluster, string folder, SqliteStore sqlite, FaultyStore store)
    {
        Cluster = cluster;
        _folder = folder;
        _sqlite = sqlite;
        Store = store;
    }

    public InProcessTestCluster Cluster { get; }

    /// <summary>The store of all silos.</summary>
    public FaultyStore Store { get; }

    public IGrainFactory Grains => Cluster.Client;

    public static async Task<ArchonCluster> StartAsync(ClusterParts? parts = null)
    {
        parts ??= new ClusterParts();
        var folder = Directory.CreateTempSubdirectory("archon-grains-").FullName;
        var sqlite = new SqliteStore(Options.Create(new SqliteOptions { Path = Path.Combine(folder, "archon.db") }));
        await sqlite.MigrateAsync(TestContext.Current.CancellationToken);
        var store = new FaultyStore(sqlite);
        var builder = new InProcessTestClusterBuilder(parts.Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            Compose(silo.Services, store, parts);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Patience.Limit);
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(ProgressStreams.Provider, streams => streams.ConfigurePullingAgent(agent =>
                agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20))));
        });
        builder.ConfigureClient(client => client
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Patience.Limit)
            .AddMemoryStreams(ProgressStreams.Provider));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ArchonCluster(cluster, folder, sqlite, store);
    }

    public ICrawlGrain Crawl(string id) => Grains.GetGrain<ICrawlGrain>(id);

    public async Task<StartCrawlResult> StartCrawlAsync(string id, string url, Func<CrawlRequest, CrawlRequest>? with = null)
    {
        var request = new CrawlRequest { Url = url };
        return await Crawl(id).StartAsync(new StartCrawl { Request = with?.Invoke(request) ?? request }, TestContext.Current.CancellationToken);
    }

    /// <summary>The crawl's row once its end is durable.</summary>
    public async Task<CrawlRecord> EndOfAsync(string id)
    {
        await Store.Ended(id);
        return await RecordAsync(id);
    }

    /// <summary>Starts a crawl and waits for its end.</summary>
    public async Task<CrawlRecord> RunAsync(string id, string url, Func<CrawlRequest, CrawlRequest>? with = null)
    {
        var started = await StartCrawlAsync(id, url, with);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        return await EndOfAsync(id);
    }

    /// <summary>Starts a refresh of the source that a crawl feeds.</summary>
    public async Task<StartCrawlResult> StartRefreshAsync(string id, string crawl) =>
        await Crawl(id).RefreshAsync(new StartRefresh { SourceId = (await RecordAsync(crawl)).SourceId }, TestContext.Current.CancellationToken);

    /// <summary>Refreshes the source that a crawl feeds, and waits for the end.</summary>
    public async Task<CrawlRecord> RefreshAsync(string id, string crawl)
    {
        Assert.Equal(StartOutcome.Started, (await StartRefreshAsync(id, crawl)).Outcome);
        return await EndOfAsync(id);
    }

    public async Task<CrawlRecord> RecordAsync(string id) =>
        await Store.Inner.FindCrawlAsync(id, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"There is no crawl {id}.");

    /// <summary>The journal as it is stored.</summary>
    public async Task<ImmutableArray<CrawlProgress>> JournalAsync(string id) =>
        [.. (await Store.Inner.ReadJournalAsync(id, 0, 100_000, TestContext.Current.CancellationToken)).Select(JournalJson.ToProgress)];

    /// <summary>All rows of the frontier and the refused links.</summary>
    public async Task<ImmutableArray<PageRow>> PagesAsync(string id, PageState? state = null) =>
        (await Store.Inner.ListPagesAsync(id, state, 10_000, null, TestContext.Current.CancellationToken)).Items;

    /// <summary>The addresses of what is stored for a crawl's source.</summary>
    public async Task<ImmutableArray<string>> StoredAsync(string id)
    {
        var record = await RecordAsync(id);
        var documents = await Store.Inner.ListDocumentsAsync(record.SourceId, 10_000, null, TestContext.Current.CancellationToken);
        return [.. documents.Items.Select(document => document.Url)];
    }

    /// <summary>What is stored at an address.</summary>
    public async Task<DocumentRecord> DocumentAsync(string url) =>
        await Store.Inner.FindDocumentByUrlAsync(url, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"Nothing is stored at {url}.");

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _sqlite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Compose(IServiceCollection services, FaultyStore store, ClusterParts parts)
    {
        services.AddArchonGrains();
        services.AddArchonFetching();
        services.Configure<FetchOptions>(options =>
        {
            options.AllowPrivateNetworks = true;

            // A site that holds its answers back is waited for, however slow the machine is.
            options.Timeout = TimeSpan.FromMinutes(10);
            options.IdleTimeout = TimeSpan.FromMinutes(5);
            options.ConnectTimeout = TimeSpan.FromMinutes(2);
        });
        services.Configure<PageCrawlerOptions>(options => options.Backoff = TimeSpan.FromMilliseconds(1));
        services.Configure<CrawlOptions>(options => options.TickInterval = TimeSpan.FromMilliseconds(20));
        services.AddSingleton<IArchonStore>(store);
        services.AddSingleton<ICrawlStore>(store);
        services.AddSingleton<IFrontierStore>(store);
        services.AddSingleton<IEmbeddingBacklog>(store);
        services.AddSingleton<ISearchIndex>(store);
        services.AddSingleton<IHostStore>(store);
        services.AddSingleton<ISecretSeal>(new TestSeal());
        services.AddSingleton(parts.Embedder ?? new LexicalEmbedder());
        services.AddSingleton(parts.Reranker ?? new ScriptedReranker(candidates: 0, score: null));
        if (parts.Fetcher is { } scripted)
        {
            var real = services.Last(service => service.ServiceType == typeof(IPageFetcher));
            services.Remove(real);
            services.AddKeyedSingleton<IPageFetcher>("real", (provider, _) =>
                (IPageFetcher)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!));
            services.AddSingleton<IPageFetcher>(provider =>
            {
                scripted.Real = provider.GetRequiredKeyedService<IPageFetcher>("real");
                return scripted;
            });
        }

        parts.Services?.Invoke(services);
    }
}
