using Archon.Ports.Embedding;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings.Summaries;

/// <summary>Adds the chat model of the settings to a host.</summary>
public static class SummaryServiceCollectionExtensions
{
    /// <summary>Registers <see cref="SummaryOptions"/>, bound and checked, and the <see cref="ISummariser"/> they ask for. The collection must know its <see cref="IConfiguration"/>.</summary>
    public static IServiceCollection AddArchonSummaries(this IServiceCollection services)
    {
        services.AddOptions<SummaryOptions>()
            .BindConfiguration(SummaryOptions.Section)
            .PostConfigure<IConfiguration>((options, configuration) => options.ApiKey = string.IsNullOrWhiteSpace(options.ApiKey) ? configuration[EmbeddingOptions.KeyVariable] : options.ApiKey)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SummaryOptions>, SummaryOptionsValidator>();
        services.AddSingleton<IValidateOptions<SummaryOptions>, SummaryServerValidator>();
        services.AddSingleton<ISummariser>(provider => provider.GetRequiredService<IOptions<SummaryOptions>>().Value is var options && options.IsOn()
            ? new OpenAiSummariser(options, provider.GetService<IModelBudget>())
            : new NoSummariser());
        return services;
    }
}
