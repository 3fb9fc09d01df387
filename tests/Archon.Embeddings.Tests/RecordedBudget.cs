using System.Collections.Concurrent;
using Archon.Domain.Embedding;
using Archon.Ports.Embedding;

namespace Archon.Embeddings.Tests;

/// <summary>A budget that lets everything through once it is open, and keeps what it hears.</summary>
internal sealed class RecordedBudget : IModelBudget
{
    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<ModelSpend> Waited { get; } = [];

    public ConcurrentQueue<ModelSpend> Counted { get; } = [];

    public ConcurrentQueue<(string Model, RateLimits Limits)> Learned { get; } = [];

    public Task WaitAsync(ModelSpend spend, CancellationToken cancellationToken)
    {
        Waited.Enqueue(spend);
        return Open.Task.WaitAsync(cancellationToken);
    }

    public void Count(ModelSpend spend) => Counted.Enqueue(spend);

    public void Learn(string model, RateLimits limits) => Learned.Enqueue((model, limits));
}
