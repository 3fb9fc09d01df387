using Archon.Ports.Embedding;

namespace Archon.Grains.Embedding;

/// <summary>For a host that has one embedder and knows of no other.</summary>
internal sealed class NoFormerEmbedders : IFormerEmbedders
{
    public IEmbedder? Find(string model) => null;

    public bool MayReplace(string model) => true;
}
