namespace Archon.Embeddings;

/// <summary>How a server's model makes tokens of texts.</summary>
public enum EmbeddingTokenizer
{
    /// <summary>As OpenAI's own where the model is one of theirs; else nobody knows, and tokens are estimated.</summary>
    Auto = 0,

    /// <summary>cl100k_base, that of OpenAI's embedding models.</summary>
    Cl100kBase = 1,

    /// <summary>o200k_base, that of OpenAI's newer models.</summary>
    O200kBase = 2,

    /// <summary>Tokens are estimated.</summary>
    Estimate = 3,
}
