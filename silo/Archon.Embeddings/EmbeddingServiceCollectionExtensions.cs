using Archon.Ports.Embedding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings;

/// <summary>Adds the embedder of the settings to a host.</summary>
public static class EmbeddingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="EmbeddingOptions"/>, bound and checked, and the <see cref="IEmbedder"/> they ask for. The collection must know its <see cref="IConfiguration"/>.</summary>
    public static IServiceCollection AddArchonEmbeddings(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>()
            .BindConfiguration(EmbeddingOptions.Section)
            .PostConfigure<IConfiguration>((options, configuration) => options.ApiKey = string.IsNullOrWhiteSpace(options.ApiKey) ? configuration[EmbeddingOptions.KeyVariable] : options.ApiKey)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>();
        services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingServerValidator>();
        services.AddSingleton<IEmbedder>(provider => provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value is { } options && options.IsRemote()
            ? new OpenAiEmbedder(options, provider.GetService<IEmbeddingBudget>())
            : new LexicalEmbedder());
        return services;
    }
}
