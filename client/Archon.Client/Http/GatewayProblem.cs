using System.Text.Json;
using System.Text.Json.Serialization;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Client.Http;

/// <summary>What a gateway says when it refuses (RFC 9457), as far as a program needs it.</summary>
internal sealed record GatewayProblem
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Field { get; init; }

    public string? CrawlId { get; init; }

    /// <summary>The command is certain not to be carried out.</summary>
    public bool NothingChanged { get; init; }

    /// <summary>Why nothing was retried.</summary>
    public RetryFailedOutcome? Outcome { get; init; }

    [JsonIgnore]
    public string Sentence => Detail ?? Title ?? "The gateway gave no reason.";

    /// <summary>Reads the answer's problem; an answer that is none (a proxy's page) yields an empty one.</summary>
    public static async Task<GatewayProblem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return new GatewayProblem();
        }

        try
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return JsonSerializer.Deserialize<GatewayProblem>(body, Lenient) ?? new GatewayProblem();
        }
        catch (JsonException)
        {
            return new GatewayProblem();
        }
    }
}
