using Archon.Domain.Embedding;
using Archon.GrainInterfaces.Embedding;

namespace Archon.Grains.Embedding;

/// <summary>Holds the budget; its one activation makes it the cluster's.</summary>
[GrainType("archon.embedding-budget")]
internal sealed class EmbeddingBudgetGrain(TimeProvider clock) : Grain, IEmbeddingBudgetGrain
{
    private readonly RateBudget _budget = new();

    public Task<TimeSpan> TakeAsync(EmbeddingRequest request)
    {
        var now = clock.GetUtcNow();
        _budget.Set(request.RequestsPerMinute, request.TokensPerMinute, now);
        return Task.FromResult(_budget.Take(request.Tokens, now));
    }

    public Task CountAsync(EmbeddingRequest request)
    {
        var now = clock.GetUtcNow();
        _budget.Set(request.RequestsPerMinute, request.TokensPerMinute, now);
        _budget.Spend(request.Tokens, now);
        return Task.CompletedTask;
    }

    public Task LearnAsync(EmbedderLimits limits)
    {
        _budget.Learn(
            new RateLimits { Requests = Allowance(limits.Requests), Tokens = Allowance(limits.Tokens), SilentFor = limits.SilentFor, UsedUpFor = limits.UsedUpFor },
            clock.GetUtcNow());
        return Task.CompletedTask;
    }

    private static RateAllowance? Allowance(EmbedderAllowance? said) => said is null ? null : new RateAllowance(said.Most, said.Left, said.WholeIn);
}
