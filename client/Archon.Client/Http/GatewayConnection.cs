using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Archon.Client.Http;

/// <summary>Sends requests to one gateway and turns what goes wrong on the way into the SDK's words.</summary>
internal sealed class GatewayConnection(HttpClient http)
{
    /// <summary>The answer's JSON; null for 404.</summary>
    public async Task<T?> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendAsync(HttpMethod.Get, path, body: null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await ThrowUnlessSuccessAsync(response, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Sends; the answer may have any status but those that mean "not now".</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        return await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(HttpMethod, string, HttpContent?, CancellationToken)"/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, completion, cancellationToken);
        }
        catch (Exception exception) when (IsLostConnection(exception, cancellationToken))
        {
            throw new ArchonUnavailableException(
                $"No gateway answers at {http.BaseAddress}: {exception.Message.TrimEnd('.')}. Start one with 'archon serve', or check the address.", exception)
            {
                PublicMessage = "The node of Archon does not answer. Whoever set this up can start it with 'archon serve', or has to correct its address.",

                // Without a connection nothing was said.
                NothingChanged = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError },
            };
        }

        if (response.StatusCode == HttpStatusCode.NotFound && response.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            using (response)
            {
                throw new ArchonUnavailableException(
                    $"What answers at {http.BaseAddress} is no gateway of Archon: it does not know {request.RequestUri}. Check the address; 'archon serve' says its own.")
                {
                    PublicMessage = "What answers is no gateway of Archon. Whoever set this up has to correct its address; 'archon serve' says its own.",
                };
            }
        }

        if ((int)response.StatusCode < 500)
        {
            return response;
        }

        using (response)
        {
            var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
            throw new ArchonUnavailableException($"The gateway at {http.BaseAddress} answered {(int)response.StatusCode}: {problem.Sentence}")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
                NothingChanged = problem.NothingChanged,
                PublicMessage = Answered(response, problem),
            };
        }
    }

    /// <summary>Reads a successful answer.</summary>
    public async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(ArchonJson.Options, cancellationToken)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException exception)
        {
            throw new ArchonUnavailableException($"What answers at {http.BaseAddress} does not speak like this version of Archon: {exception.Message}", exception)
            {
                PublicMessage = "What answers does not speak like this version of Archon.",
            };
        }
    }

    /// <exception cref="ArgumentException">The gateway says that the request is wrong.</exception>
    public async Task ThrowUnlessSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var problem = await GatewayProblem.ReadAsync(response, cancellationToken);
        throw response.StatusCode == HttpStatusCode.BadRequest
            ? new ArgumentException(problem.Sentence)
            : new ArchonUnavailableException($"The gateway at {http.BaseAddress} answered {(int)response.StatusCode}: {problem.Sentence}") { PublicMessage = Answered(response, problem) };
    }

    /// <summary>Of an answer that is a success and not the one that would be right.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="to">What it is an answer to.</param>
    public ArchonUnavailableException NotAccepted(HttpResponseMessage response, string to) =>
        new($"The gateway at {http.BaseAddress} answered {(int)response.StatusCode} to {to}; 202 would be right.")
        {
            PublicMessage = $"The node of Archon answered {(int)response.StatusCode} to {to}; 202 would be right.",
        };

    private static string Answered(HttpResponseMessage response, GatewayProblem problem) => response.StatusCode == HttpStatusCode.RequestUriTooLong
        ? "What was asked for is too long for the node of Archon; ask for something shorter."
        : $"The node of Archon answered {(int)response.StatusCode}: {problem.Sentence}";

    /// <summary>True for a broken or refused connection and for HttpClient's own time limit.</summary>
    public static bool IsLostConnection(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };
}
