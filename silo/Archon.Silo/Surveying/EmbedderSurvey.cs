using Archon.Embeddings;

namespace Archon.Silo.Surveying;

/// <summary>Tries the embedder that a node of this machine would have.</summary>
public static class EmbedderSurvey
{
    /// <summary>Embeds a text.</summary>
    public static async Task<EmbedderFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var embedder = new LexicalEmbedder();
        var vectors = await embedder.EmbedAsync(["how do I open a file"], cancellationToken);
        return new EmbedderFacts(embedder.Model, embedder.Dimensions, vectors is [{ Length: var length }] && length == embedder.Dimensions);
    }
}

/// <summary>What an embedder says of itself, and whether it did what it says.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Dimensions">Length of its vectors.</param>
/// <param name="Works">It gave a vector of that length.</param>
public sealed record EmbedderFacts(string Model, int Dimensions, bool Works);
