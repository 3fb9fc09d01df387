using System.Collections.Immutable;
using Archon.Embeddings;
using Archon.Embeddings.Reranking;
using Archon.Embeddings.Summaries;
using Archon.Fetching;
using Archon.Fetching.Rendering;
using Archon.Gateway;
using Archon.Grains.Asking;
using Archon.Grains.Crawling;
using Archon.Grains.Documents;
using Archon.Silo.Resuming;
using Archon.Silo.Secrets;
using Archon.Storage.Postgres;
using Archon.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using GrainHosts = Archon.Grains.Hosts;
using GrainPages = Archon.Grains.Pages;
using GrainProcessing = Archon.Grains.Processing;

namespace Archon.Silo.Hosting;

/// <summary>A section of the settings and the type that it is read into. What is not here is no setting, and nothing of it is checked.</summary>
internal abstract record NodeSection(string Key, Type Type)
{
    public static ImmutableArray<NodeSection> All { get; } =
    [
        new NodeSection<AskingOptions>("Archon:Asking"),
        new NodeSection<CrawlOptions>("Archon:Crawling"),
        new NodeSection<GrainPages.PageCrawlerOptions>("Archon:Pages"),
        new NodeSection<GrainHosts.HostOptions>("Archon:Hosts"),
        new NodeSection<GrainProcessing.CpuOptions>("Archon:Processing"),
        new NodeSection<UploadOptions>("Archon:Uploads"),
        new NodeSection<FetchOptions>(FetchOptions.Section),
        new NodeSection<BrowserOptions>(BrowserOptions.Section),
        new NodeSection<EmbeddingOptions>(EmbeddingOptions.Section),
        new NodeSection<SummaryOptions>(SummaryOptions.Section),
        new NodeSection<RerankingOptions>(RerankingOptions.Section),
        new NodeSection<OrleansSettings>("Archon:Orleans"),
        new NodeSection<PostgresOptions>("Archon:Postgres"),
        new NodeSection<SqliteSettings>(SqliteSettings.Section),
        new NodeSection<ResumeOptions>("Archon:Resuming"),
        new NodeSection<SecretOptions>(SecretOptions.Section),
        new NodeSection<GatewayOptions>(GatewayOptions.Section),
    ];

    /// <summary>Binds and validates.</summary>
    public abstract void Read(IServiceProvider services);
}

/// <inheritdoc/>
internal sealed record NodeSection<TOptions>(string Key) : NodeSection(Key, typeof(TOptions))
    where TOptions : class
{
    public override void Read(IServiceProvider services) => _ = services.GetRequiredService<IOptions<TOptions>>().Value;
}
