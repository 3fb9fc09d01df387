using System.ComponentModel.DataAnnotations;

namespace Archon.Embeddings.Reranking;

/// <summary>
/// The model that orders what a search has found once more. Section <c>Archon:Reranking</c>. Off unless an endpoint is set. The server answers POST …/rerank as
/// Cohere, Jina, vLLM, llama.cpp and Text Embeddings Inference do; the query and the best passages are sent there.
/// </summary>
public sealed class RerankingOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "Archon:Reranking";

    /// <summary>Address of the server up to what stands before <c>/rerank</c>, such as <c>http://127.0.0.1:8080/v1</c>. Default: not set, and nothing is ordered anew.</summary>
    public string? Endpoint { get; set; }

    /// <summary>What the server knows its user by; it is sent to nobody else and written nowhere. Default: not set.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Name of the model, as the server knows it; servers that have only one want none. Default: not set.</summary>
    public string? Model { get; set; }

    /// <summary>Results that it looks at, the best of a search, 2 to 100; those behind them keep their order. Default: 30.</summary>
    [Range(2, 100)]
    public int Candidates { get; set; } = 30;

    /// <summary>Characters of a result that are sent, from its beginning, 100 to 20,000. Default: 2,000.</summary>
    [Range(100, 20_000)]
    public int TextLength { get; set; } = 2_000;

    /// <summary>Time allowed for its answer, 00:00:00.1 to 00:00:30; then the search is answered as it was ranked before. Default: 3 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);
}
