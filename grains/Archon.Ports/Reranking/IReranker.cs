namespace Archon.Ports.Reranking;

/// <summary>Reads a query and what was found together and says how well each text answers it: slower than any index and nearer to what is meant.</summary>
public interface IReranker
{
    /// <summary>Most texts that it reads for one search; 0 when there is no re-ranker.</summary>
    int Candidates { get; }

    /// <summary>A number for each text, in the same order; more is better, the measure is its own.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="RerankerUnavailableException">It gives no answer now, or not in time.</exception>
    Task<IReadOnlyList<double>> ScoreAsync(string query, IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
