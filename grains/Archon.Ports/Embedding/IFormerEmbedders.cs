namespace Archon.Ports.Embedding;

/// <summary>Embedders of models that were in use before: until every chunk has its vector of the new one, a search needs the query's vector of the old one too.</summary>
public interface IFormerEmbedders
{
    /// <summary>The embedder of a model, by the name that is stored with its vectors; null when it cannot be had with what the settings say now.</summary>
    IEmbedder? Find(string model);
}
