using Archon.Ports.Reranking;

namespace Archon.Grains.Tests.Hosting;

/// <summary>A re-ranker that answers what a test says.</summary>
internal sealed class ScriptedReranker(int candidates, Func<string, double>? score) : IReranker
{
    public int Candidates => candidates;

    /// <summary>The texts of the last search.</summary>
    public IReadOnlyList<string> Texts { get; private set; } = [];

    public Task<IReadOnlyList<double>> ScoreAsync(string query, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Texts = texts;
        return score is null
            ? throw new RerankerUnavailableException("http://r.example/rerank answers 500")
            : Task.FromResult<IReadOnlyList<double>>([.. texts.Select(score)]);
    }
}
