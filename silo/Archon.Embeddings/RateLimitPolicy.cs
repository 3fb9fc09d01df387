using System.ClientModel.Primitives;
using Archon.Domain.Embedding;

namespace Archon.Embeddings;

/// <summary>Hears what each answer says of the server's limits; of those that say nothing, the first after one that did, for it says that there are answers.</summary>
internal sealed class RateLimitPolicy(Action<RateLimits> heard) : PipelinePolicy
{
    private static readonly RateLimits Nothing = new();
    private volatile bool _wasSilenced;

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        ProcessNext(message, pipeline, currentIndex);
        Hear(message);
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        Hear(message);
    }

    private void Hear(PipelineMessage message)
    {
        if (message.Response is not { } response)
        {
            return;
        }

        var limits = RateLimitHeaders.Read(response) ?? (_wasSilenced && !response.IsError ? Nothing : null);
        if (limits is not null)
        {
            _wasSilenced = limits.SilentFor is not null || (_wasSilenced && response.IsError);
            heard(limits);
        }
    }
}
