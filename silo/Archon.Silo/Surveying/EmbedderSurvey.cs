using Archon.Embeddings;
using Archon.Ports.Embedding;
using Archon.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Surveying;

/// <summary>Tries the embedder that a node of this machine would have.</summary>
public static class EmbedderSurvey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Embeds a text with the embedder of the configuration that a node of this machine would have.</summary>
    public static async Task<EmbedderFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var services = Services(NodeConfiguration.Read());
        await using (services)
        {
            IEmbedder embedder;
            try
            {
                embedder = services.GetRequiredService<IEmbedder>();
            }
            catch (OptionsValidationException exception)
            {
                return new EmbedderFacts("", 0, IsBuiltIn: false, exception.Message.TrimEnd('.'), IsWrongSetting: true);
            }

            return new EmbedderFacts(embedder.Model, embedder.Dimensions, embedder.IsLexical, await TryAsync(embedder, cancellationToken));
        }
    }

    /// <summary>Name and length of the vectors of the embedder that a node with this configuration would have; the built-in one's when its settings are wrong.</summary>
    internal static (string Model, int Dimensions) Describe(IConfiguration configuration)
    {
        using var services = Services(configuration);
        try
        {
            var embedder = services.GetRequiredService<IEmbedder>();
            return (embedder.Model, embedder.Dimensions);
        }
        catch (OptionsValidationException)
        {
            // Said already, with the settings.
            var embedder = new LexicalEmbedder();
            return (embedder.Model, embedder.Dimensions);
        }
    }

    private static ServiceProvider Services(IConfiguration configuration) =>
        new ServiceCollection().AddSingleton(configuration).AddEmbedders().BuildServiceProvider();

    private static async Task<string?> TryAsync(IEmbedder embedder, CancellationToken cancellationToken)
    {
        try
        {
            var vectors = await PassingRefusals.AskAsync(() => AskAsync(embedder, cancellationToken), cancellationToken);
            return vectors.Count != 2 ? $"{embedder.Model} gives {vectors.Count} vectors of 2 texts"
                : vectors.Any(vector => vector.Length != embedder.Dimensions) ? $"{embedder.Model} does not give vectors of {embedder.Dimensions} dimensions"
                : null;
        }
        catch (Exception exception) when (exception is ModelUnavailableException or TextRefusedException)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{embedder.Model} does not answer within {Patience.TotalSeconds:0} s";
        }
    }

    private static async Task<IReadOnlyList<ReadOnlyMemory<float>>> AskAsync(IEmbedder embedder, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);

        // Two: a server that numbers its vectors wrongly, or answers with too few, is right about one.
        return await embedder.EmbedAsync([ProbeText.Question, "Bananas are yellow."], patience.Token);
    }
}

/// <summary>What an embedder says of itself, and whether it did what it says.</summary>
/// <param name="Model">Its name; empty when its settings are wrong.</param>
/// <param name="Dimensions">Length of its vectors.</param>
/// <param name="IsBuiltIn">It is neither a server's nor a model of somebody's.</param>
/// <param name="Fault">Why it gave no vector of that length; null when it did.</param>
/// <param name="IsWrongSetting">It was not asked: a node with these settings, or with the folder of a model that they name, does not start.</param>
public sealed record EmbedderFacts(string Model, int Dimensions, bool IsBuiltIn, string? Fault, bool IsWrongSetting = false);
