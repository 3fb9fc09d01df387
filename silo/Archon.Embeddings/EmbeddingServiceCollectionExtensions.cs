using Archon.Embeddings.Reranking;
using Archon.Ports.Embedding;
using Archon.Ports.Reranking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings;

/// <summary>Adds the embedder and the re-ranker of the settings to a host.</summary>
public static class EmbeddingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="EmbeddingOptions"/>, bound and checked, and the <see cref="IEmbedder"/> they ask for; <see cref="RerankingOptions"/> and the <see cref="IReranker"/> likewise. The collection must know its <see cref="IConfiguration"/>.</summary>
    /// <param name="services">Where.</param>
    /// <param name="openModel">Loads a model of this process; its library is not even looked for before it is called.</param>
    public static IServiceCollection AddArchonEmbeddings(this IServiceCollection services, Func<OnnxOptions, IEmbedder> openModel)
    {
        services.AddOptions<EmbeddingOptions>()
            .BindConfiguration(EmbeddingOptions.Section)
            .PostConfigure<IConfiguration>((options, configuration) => options.ApiKey = string.IsNullOrWhiteSpace(options.ApiKey) ? configuration[EmbeddingOptions.KeyVariable] : options.ApiKey)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>();
        services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingServerValidator>();
        services.AddSingleton(provider => Embedder(provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value, provider.GetService<IModelBudget>(), openModel));
        services.AddSingleton<IFormerEmbedders>(provider => new FormerEmbedders(
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value, provider.GetRequiredService<IEmbedder>(), provider.GetService<IModelBudget>()));
        services.AddOptions<RerankingOptions>().BindConfiguration(RerankingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RerankingOptions>, RerankingOptionsValidator>();
        services.AddSingleton<IValidateOptions<RerankingOptions>, RerankingServerValidator>();
        services.AddSingleton<IReranker>(provider => provider.GetRequiredService<IOptions<RerankingOptions>>().Value is { Endpoint.Length: > 0 } options && !string.IsNullOrWhiteSpace(options.Endpoint)
            ? new RerankClient(options)
            : new NoReranker());
        return services;
    }

    private static IEmbedder Embedder(EmbeddingOptions options, IModelBudget? budget, Func<OnnxOptions, IEmbedder> openModel)
    {
        IEmbedder embedder = options switch
        {
            _ when options.IsOnnx() => openModel(options.Onnx),
            _ when options.IsRemote() => new OpenAiEmbedder(options, budget),
            _ => new LexicalEmbedder(),
        };
        return options.Context ? new ContextualEmbedder(embedder) : embedder;
    }
}
