namespace Archon.Ports.Embedding;

/// <summary>Embedders of models that were in use before: until every chunk has its vector of the new one, a search needs the query's vector of the old one too.</summary>
public interface IFormerEmbedders
{
    /// <summary>The embedder of a model, by the name that is stored with its vectors; null when it cannot be had with what the settings say now.</summary>
    IEmbedder? Find(string model);

    /// <summary>
    /// Whether what another model has embedded is embedded anew by the embedder in use, without anybody asking. A node that is started without a model's settings, by chance perhaps, does not
    /// replace by its built-in embedder what may have been paid for: a source that has vectors of such a model is not embedded by it at all.
    /// </summary>
    bool MayReplace(string model);
}
