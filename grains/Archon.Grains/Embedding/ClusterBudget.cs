using Archon.Domain.Embedding;
using Archon.GrainInterfaces.Embedding;
using Archon.Ports.Embedding;

namespace Archon.Grains.Embedding;

/// <summary>The cluster's budget, for the embedder of this node.</summary>
internal sealed class ClusterBudget(IGrainFactory grains, TimeProvider clock) : IModelBudget
{
    // What is learned in the meantime may have changed the answer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public async Task WaitAsync(ModelSpend spend, CancellationToken cancellationToken)
    {
        while (await Of(spend.Model).TakeAsync(Request(spend)).WaitAsync(cancellationToken).ConfigureAwait(false) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Count(ModelSpend spend) => Of(spend.Model).CountAsync(Request(spend)).Ignore();

    public void Learn(string model, RateLimits limits) => Of(model).LearnAsync(new EmbedderLimits
    {
        Requests = Allowance(limits.Requests),
        Tokens = Allowance(limits.Tokens),
        SilentFor = limits.SilentFor,
        UsedUpFor = limits.UsedUpFor,
    }).Ignore();

    private IEmbeddingBudgetGrain Of(string model) => grains.GetGrain<IEmbeddingBudgetGrain>(model);

    private static EmbeddingRequest Request(ModelSpend spend) =>
        new() { Tokens = spend.Tokens, RequestsPerMinute = spend.RequestsPerMinute, TokensPerMinute = spend.TokensPerMinute };

    private static EmbedderAllowance? Allowance(RateAllowance? said) =>
        said is null ? null : new EmbedderAllowance { Most = said.Most, Left = said.Left, WholeIn = said.WholeIn };
}
