using System.ClientModel;
using System.ClientModel.Primitives;
using Archon.Domain.Embedding;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Options;
using OpenAI;

namespace Archon.Embeddings;

/// <summary>A server that speaks OpenAI's protocol: how its client is made, and what its failures mean.</summary>
/// <param name="section">The section of the settings it is set up by, for sentences.</param>
/// <param name="model">The model that is asked for.</param>
/// <param name="endpoint">Its address; null for OpenAI's own.</param>
/// <param name="timeout">Time of one request.</param>
internal sealed class OpenAiServer(string section, string model, string? endpoint, TimeSpan timeout)
{
    /// <summary>The environment variable whose key is used when the settings have none.</summary>
    public const string KeyVariable = EmbeddingOptions.KeyVariable;

    private const int MostSaid = 300;

    // Servers of one's own want none, and the client sends one always.
    private const string NoKey = "none";

    private readonly Uri? _address = string.IsNullOrWhiteSpace(endpoint) ? null : new Uri(endpoint);

    /// <summary>What it is called in sentences.</summary>
    public override string ToString() => _address is null ? "OpenAI" : NameOf(_address);

    /// <summary>An address in sentences: without user, password and query, which may be secrets.</summary>
    public static string NameOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>What is wrong with an address of the settings; null when nothing is.</summary>
    public static ValidateOptionsResult? Fault(string section, string? endpoint) =>
        !string.IsNullOrWhiteSpace(endpoint)
        && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            ? ValidateOptionsResult.Fail($"{section}:Endpoint is '{endpoint}'; it must be an absolute http or https address, such as http://127.0.0.1:11434/v1.")
            : null;

    public static ApiKeyCredential Credential(string? key) => new(string.IsNullOrWhiteSpace(key) ? NoKey : key);

    /// <summary>Nothing is sent twice from here: whoever has the durable backlog asks again.</summary>
    /// <param name="learn">Hears what answers say of the server's limits; null for nobody.</param>
    public OpenAIClientOptions ClientOptions(Action<RateLimits>? learn)
    {
        var options = new OpenAIClientOptions
        {
            NetworkTimeout = timeout,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            UserAgentApplicationId = "archon",
        };
        if (learn is not null)
        {
            options.AddPolicy(new RateLimitPolicy(learn), PipelinePosition.PerTry);
        }

        if (_address is not null)
        {
            options.Endpoint = _address;
        }

        return options;
    }

    /// <summary>It does not take what it was given, or how it was asked; a minute's limit that the request alone is beyond is no reason to wait.</summary>
    public static bool IsRefusal(ClientResultException exception) =>
        exception.Status is 400 or 413 or 422 || (exception.Status == 429 && ServerError.Of(exception) is { IsTooLarge: true });

    /// <summary>The failure is the server's, and is not explained yet.</summary>
    public static bool IsTheirs(Exception exception, CancellationToken cancellationToken) =>
        exception is not (ModelUnavailableException or TextRefusedException) && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    /// <summary>A sentence for people, with the time that the server wants to be left alone.</summary>
    public ModelUnavailableException Explain(Exception exception) => exception switch
    {
        ClientResultException { Status: 401 or 403 } => new($"{this} does not accept the key ({section}:ApiKey, or {KeyVariable})", exception),
        ClientResultException { Status: 404 } => new($"{this} does not know the model {model}, or is not the address of such a server ({section}:Model and Endpoint)", exception),
        ClientResultException { Status: 429 } limit when ServerError.Of(limit) is { IsQuota: true } error =>
            new($"{this} is out of quota (429): {error.Said}", exception) { RetryAfter = RetryAfterHeader.Read(limit.GetRawResponse()) },
        ClientResultException { Status: 429 } limit => new($"{this} is over its limit (429)", exception) { RetryAfter = RetryAfterHeader.Read(limit.GetRawResponse()) },
        ClientResultException { Status: 500 } other => new($"{this} answers 500", exception) { RetryAfter = RetryAfterHeader.Read(other.GetRawResponse()), MayBeTheText = true },
        ClientResultException { Status: > 0 } other => new($"{this} answers {other.Status}", exception) { RetryAfter = RetryAfterHeader.Read(other.GetRawResponse()) },
        OperationCanceledException => new($"{this} does not answer within {timeout.TotalSeconds:0} s ({section}:Timeout)", exception) { MayBeTheText = true, IsSilent = true, MayBeTooMuch = true },
        ClientResultException or HttpRequestException or IOException or AggregateException => new($"{this} cannot be reached", exception),
        _ => new($"{this} does not answer as OpenAI's protocol has it", exception),
    };

    /// <summary>What it says of a failure, in one line that is not long.</summary>
    public static string Sentence(ClientResultException exception) => ServerError.Of(exception)?.ToString() ?? ServerError.OneLine(exception.Message, MostSaid);
}
