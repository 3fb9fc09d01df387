using System.Collections.Concurrent;
using System.Globalization;
using Archon.Ports.Embedding;

namespace Archon.Embeddings;

/// <summary>
/// The built-in embedder can always be had, another model at the server of the settings by its name, and the model in use with a context above its texts or without. A model of another
/// folder cannot: nobody says where it was.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="current">The embedder in use.</param>
/// <param name="budget">What all nodes may send together; null where there is no cluster to share it.</param>
internal sealed class FormerEmbedders(EmbeddingOptions options, IEmbedder current, IModelBudget? budget) : IFormerEmbedders, IDisposable
{
    // Models that were ever used are a handful; whatever a database says beyond is not made.
    private const int Most = 16;

    private readonly ConcurrentDictionary<string, IEmbedder?> _made = new(StringComparer.Ordinal);

    public IEmbedder? Find(string model)
    {
        ArgumentNullException.ThrowIfNull(model);

        // A query has no context, so its vector is the same.
        model = ContextualEmbedder.WithoutContext(model);
        if (model == ContextualEmbedder.WithoutContext(current.Model))
        {
            return current;
        }

        return _made.TryGetValue(model, out var known) ? known : _made.Count < Most ? _made.GetOrAdd(model, Make) : null;
    }

    public bool MayReplace(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return options.ReplaceByBuiltIn || !current.IsLexical || LexicalEmbedder.IsItsName(model);
    }

    public void Dispose()
    {
        foreach (var embedder in _made.Values.OfType<IDisposable>())
        {
            embedder.Dispose();
        }
    }

    private IEmbedder? Make(string model)
    {
        var lexical = new LexicalEmbedder();
        if (model == lexical.Model)
        {
            return lexical;
        }

        // A server's model is named with the length of its vectors, and may have slashes of its own.
        var slash = model.LastIndexOf('/');
        return options.IsRemote() && slash > 0 && !model.StartsWith("onnx/", StringComparison.Ordinal)
            && int.TryParse(model.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var dimensions) && dimensions is >= 1 and <= EmbeddingOptions.MostDimensions
                ? new OpenAiEmbedder(options.With(model[..slash], dimensions), budget)
                : null;
    }
}
