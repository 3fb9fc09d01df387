using System.Collections.Immutable;
using Archon.Embeddings.Summaries;
using Archon.Fetching;
using Archon.Fetching.Rendering;
using Archon.Gateway;
using Archon.Grains;
using Archon.Grains.Asking;
using Archon.Grains.Crawling;
using Archon.Grains.Documents;
using Archon.Silo.Resuming;
using Archon.Silo.Secrets;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using GrainHosts = Archon.Grains.Hosts;
using GrainPages = Archon.Grains.Pages;
using GrainProcessing = Archon.Grains.Processing;

namespace Archon.Silo.Hosting;

/// <summary>What configuration says to a node, bound and checked: before it starts, and by <c>archon doctor</c>, in the same words.</summary>
internal static class NodeOptions
{
    /// <summary>Binds the sections that are a silo's; the gateway binds its own, and the store of a cluster its.</summary>
    public static void AddNodeOptions(this IServiceCollection services, IConfiguration archon)
    {
        services.Configure<AskingOptions>(archon.GetSection("Asking"));
        services.Configure<CrawlOptions>(archon.GetSection("Crawling"));
        services.Configure<GrainPages.PageCrawlerOptions>(archon.GetSection("Pages"));
        services.Configure<GrainHosts.HostOptions>(archon.GetSection("Hosts"));
        services.Configure<GrainProcessing.CpuOptions>(archon.GetSection("Processing"));
        services.Configure<UploadOptions>(archon.GetSection("Uploads"));
        services.Configure<FetchOptions>(archon.GetSection("Fetching"));
        services.Configure<BrowserOptions>(archon.GetSection("Browser"));
        services.AddOptions<OrleansSettings>().Bind(archon.GetSection("Orleans")).ValidateOnStart();
        foreach (var validator in OrleansSettings.Validators(archon))
        {
            services.AddSingleton(validator);
        }

        services.AddOptions<SecretOptions>().Bind(archon.GetSection("Secrets")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>();
        services.AddSqliteSettings(archon);
        services.AddOptions<ResumeOptions>().Bind(archon.GetSection("Resuming")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ResumeOptions>, ResumeOptionsValidator>();
    }

    /// <summary>What is wrong with the settings of a node, a sentence or more each; empty when nothing is.</summary>
    public static ImmutableArray<string> Faults(IConfiguration configuration, bool cluster)
    {
        var collection = new ServiceCollection();
        Register(collection, configuration, cluster);
        using var services = collection.BuildServiceProvider();
        return
        [
            .. UnknownSettings.Find(configuration.GetSection("Archon")),
            .. NodeSection.All.Where(section => cluster || section.Type != typeof(PostgresOptions))
                .Select(section => Fault(section, services)).OfType<string>(),
        ];
    }

    /// <exception cref="NodeStartException">Something is wrong with the settings.</exception>
    public static void Require(IConfiguration configuration, bool cluster)
    {
        var faults = Faults(configuration, cluster);
        if (!faults.IsEmpty)
        {
            throw new NodeStartException($"The configuration is wrong: {string.Join(" ", faults)}");
        }
    }

    /// <summary>All options of a node and what checks them; what works with them is never made.</summary>
    public static void Register(IServiceCollection services, IConfiguration configuration, bool cluster)
    {
        var archon = configuration.GetSection("Archon");
        services.AddSingleton(configuration);
        services.AddArchonGrains();
        services.AddArchonFetching();
        services.AddEmbedders();
        services.AddArchonSummaries();
        services.AddGatewayOptions();
        services.AddNodeOptions(archon);
        if (cluster)
        {
            services.AddPostgresOptions(archon);
        }
    }

    private static string? Fault(NodeSection section, IServiceProvider services)
    {
        try
        {
            section.Read(services);
            return null;
        }
        catch (Exception exception) when (SettingFaults.Explain(exception) is { } sentence)
        {
            return sentence;
        }
    }
}
