using System.ClientModel.Primitives;
using System.Globalization;
using Archon.Domain.Embedding;

namespace Archon.Embeddings;

/// <summary>
/// What an answer says of its server's limits: <c>x-ratelimit-{limit,remaining,reset}-{requests,tokens}</c> as OpenAI and those who follow it send them
/// (https://platform.openai.com/docs/guides/rate-limits), the reset as Go writes a duration (<c>6m0s</c>, <c>1.5s</c>, <c>20ms</c>) or in seconds.
/// </summary>
internal static class RateLimitHeaders
{
    /// <summary>Null when it says nothing.</summary>
    public static RateLimits? Read(PipelineResponse response)
    {
        var silence = response.Status is 429 or 503 ? RetryAfterHeader.Read(response) : null;
        var (requests, tokens) = (Allowance(response, "requests"), Allowance(response, "tokens"));
        var usedUp = Longer(UsedUp(response, "requests"), UsedUp(response, "tokens"));
        return requests is null && tokens is null && silence is null && usedUp is null
            ? null
            : new RateLimits { Requests = requests, Tokens = tokens, SilentFor = silence, UsedUpFor = usedUp };
    }

    /// <summary>A duration such as <c>1m30s</c>; null when it is none.</summary>
    internal static TimeSpan? Duration(string text)
    {
        var total = 0.0;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('.', '9');
            var number = digits < 0 ? rest : rest[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            rest = rest[number.Length..];
            var letters = rest.IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? rest : rest[..letters];
            if (Seconds(unit) is not { } seconds)
            {
                return null;
            }

            total += count * seconds;
            rest = rest[unit.Length..];
        }

        return total <= TimeSpan.SecondsPerDay * 2 ? TimeSpan.FromSeconds(total) : null;
    }

    private static double? Seconds(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "s" => 1,
        "ms" => 0.001,
        "us" or "µs" => 0.000_001,
        "ns" => 0.000_000_001,
        "m" => 60,
        "h" => 3_600,
        _ => null,
    };

    private static RateAllowance? Allowance(PipelineResponse response, string kind) =>
        Number(response, $"x-ratelimit-limit-{kind}") is { } most and > 0 && Number(response, $"x-ratelimit-remaining-{kind}") is { } left
            ? new RateAllowance(most, Math.Min(left, most), Reset(response, kind))
            : null;

    // Nothing is left of a limit that is not named. Without a time as well, a refusal will say it.
    private static TimeSpan? UsedUp(PipelineResponse response, string kind) =>
        Number(response, $"x-ratelimit-limit-{kind}") is null && Number(response, $"x-ratelimit-remaining-{kind}") is 0 ? Reset(response, kind) : null;

    private static TimeSpan? Reset(PipelineResponse response, string kind) =>
        response.Headers.TryGetValue($"x-ratelimit-reset-{kind}", out var reset) && reset is not null ? Duration(reset) : null;

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null || b > a ? b : a;

    private static long? Number(PipelineResponse response, string header) =>
        response.Headers.TryGetValue(header, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
