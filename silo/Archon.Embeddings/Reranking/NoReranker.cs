using Archon.Ports.Reranking;

namespace Archon.Embeddings.Reranking;

/// <summary>Where no server is set: nothing is ordered anew.</summary>
internal sealed class NoReranker : IReranker
{
    public int Candidates => 0;

    public Task<IReadOnlyList<double>> ScoreAsync(string query, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        throw new RerankerUnavailableException($"no re-ranker is set ({RerankingOptions.Section}:Endpoint)");
}
