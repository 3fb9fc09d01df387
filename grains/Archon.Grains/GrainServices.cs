using Archon.Grains.Access;
using Archon.Grains.Asking;
using Archon.Grains.Crawling;
using Archon.Grains.Discovery;
using Archon.Grains.Documents;
using Archon.Grains.Embedding;
using Archon.Grains.Hosts;
using Archon.Grains.Pages;
using Archon.Grains.Processing;
using Archon.Grains.Resuming;
using Archon.Grains.Search;
using Archon.Ports.Embedding;
using Archon.Ports.Summaries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace Archon.Grains;

/// <summary>What the grains need beside the ports.</summary>
public static class GrainServices
{
    /// <summary>Registers the grains' own services and options; the caller brings the ports and binds the sections.</summary>
    public static IServiceCollection AddArchonGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);

        // What a port throws must reach callers on other silos as itself; Orleans carries only exceptions it is told of.
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Archon."));
        services.AddPlacementDirector<LanePlacement, LanePlacementDirector>();
        services.AddSingleton<StorePatience>();
        services.AddSingleton<CpuGate>();
        services.AddSingleton<PageChunking>();
        services.AddSingleton<CrawlCancellations>();
        services.AddSingleton<AdmissionPolicies>();
        services.AddSingleton<LargeDocuments>();
        services.AddSingleton<SealedAccess>();
        services.AddSingleton<SiteFileReader>();
        services.AddSingleton<LearnedRendering>();
        services.AddSingleton<LearnedTwins>();
        services.AddSingleton<SplitFiles>();
        services.AddSingleton<PageRendering>();
        services.AddSingleton<RunningCrawls>();
        services.AddSingleton<DueRefreshes>();
        services.AddSingleton<StaleUploads>();
        services.AddSingleton<KeptVectors>();
        services.AddSingleton<WaitingChunks>();
        services.AddSingleton<WaitingSummaries>();
        services.AddSingleton<QueryVectors>();
        services.TryAddSingleton<IFormerEmbedders, NoFormerEmbedders>();
        services.TryAddSingleton<ISummariser, NoSummariser>();
        services.AddSingleton<IModelBudget, ClusterBudget>();
        services.AddOptions<AskingOptions>().ValidateOnStart();
        services.AddOptions<CrawlOptions>().ValidateOnStart();
        services.AddOptions<PageCrawlerOptions>().ValidateOnStart();
        services.AddOptions<HostOptions>().ValidateOnStart();
        services.AddOptions<CpuOptions>().ValidateOnStart();
        services.AddOptions<UploadOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AskingOptions>, AskingOptionsValidator>();
        services.AddSingleton<IValidateOptions<CrawlOptions>, CrawlOptionsValidator>();
        services.AddSingleton<IValidateOptions<PageCrawlerOptions>, PageCrawlerOptionsValidator>();
        services.AddSingleton<IValidateOptions<HostOptions>, HostOptionsValidator>();
        services.AddSingleton<IValidateOptions<CpuOptions>, CpuOptionsValidator>();
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        return services;
    }

    /// <summary>Loads and compiles what the first page needs while the silo starts.</summary>
    public static IServiceCollection AddProcessingWarmUp(this IServiceCollection services) => services.AddHostedService<ProcessingWarmUp>();
}
