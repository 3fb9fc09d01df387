using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Http.Headers;

namespace Archon.Embeddings;

/// <summary>How long a server wants to be left alone: <c>Retry-After</c> (RFC 9110, 10.2.3), or OpenAI's <c>retry-after-ms</c>.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Null when it does not say, or says what has passed.</summary>
    public static TimeSpan? Read(PipelineResponse? response)
    {
        if (response is null)
        {
            return null;
        }

        if (response.Headers.TryGetValue("retry-after-ms", out var milliseconds)
            && double.TryParse(milliseconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count is > 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(count);
        }

        if (!response.Headers.TryGetValue("Retry-After", out var text) || !RetryConditionHeaderValue.TryParse(text, out var value))
        {
            return null;
        }

        var wait = value.Delta ?? value.Date - TimeProvider.System.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
