using System.ClientModel.Primitives;
using Archon.Domain.Embedding;

namespace Archon.Embeddings;

/// <summary>Hears what each answer says of the server's limits.</summary>
internal sealed class RateLimitPolicy(Action<RateLimits> heard) : PipelinePolicy
{
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
        if (message.Response is { } response && RateLimitHeaders.Read(response) is { } limits)
        {
            heard(limits);
        }
    }
}
