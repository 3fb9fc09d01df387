using Archon.Embeddings.Reranking;
using Archon.Ports.Reranking;
using Archon.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Surveying;

/// <summary>Tries the re-ranker that a node of this machine would have.</summary>
public static class RerankerSurvey
{
    /// <summary>Has two short texts ordered; null when no re-ranker is set.</summary>
    public static async Task<ModelServerFacts?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddSingleton(NodeConfiguration.Read()).AddEmbedders().BuildServiceProvider();
        RerankingOptions options;
        try
        {
            options = services.GetRequiredService<IOptions<RerankingOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            return new ModelServerFacts("", exception.Message.TrimEnd('.'), IsWrongSetting: true);
        }

        var reranker = services.GetRequiredService<IReranker>();
        if (reranker.Candidates == 0)
        {
            return null;
        }

        var name = string.IsNullOrWhiteSpace(options.Model) ? "the server" : options.Model;
        try
        {
            await reranker.ScoreAsync("how do I open a file", ["open(path) opens a file.", "Bananas are yellow."], cancellationToken);
            return new ModelServerFacts(name, Fault: null);
        }
        catch (RerankerUnavailableException exception)
        {
            return new ModelServerFacts(name, exception.Message.TrimEnd('.'));
        }
    }
}
