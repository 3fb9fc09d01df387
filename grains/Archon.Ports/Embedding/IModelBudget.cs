using Archon.Domain.Embedding;

namespace Archon.Ports.Embedding;

/// <summary>One budget of requests and tokens for everybody who asks a model, on whatever node.</summary>
public interface IModelBudget
{
    /// <summary>Waits until a request may be sent.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task WaitAsync(ModelSpend spend, CancellationToken cancellationToken);

    /// <summary>Counts a request that does not wait, because somebody waits for its answer.</summary>
    void Count(ModelSpend spend);

    /// <summary>Passes on what the server said of its limits.</summary>
    void Learn(string model, RateLimits limits);
}

/// <summary>A request to a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Tokens">About how many tokens its texts have.</param>
/// <param name="RequestsPerMinute">Requests of a minute that the settings allow; null for any number.</param>
/// <param name="TokensPerMinute">Tokens of a minute that the settings allow; null for any number.</param>
public readonly record struct ModelSpend(string Model, int Tokens, long? RequestsPerMinute, long? TokensPerMinute);
