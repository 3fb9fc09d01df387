using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Archon.Ports.Reranking;

namespace Archon.Embeddings.Reranking;

/// <summary>
/// A server that answers POST …/rerank. It is asked for <c>documents</c>, as Cohere, Jina, vLLM and llama.cpp have it; one that refuses that is asked for <c>texts</c>,
/// as Text Embeddings Inference has it, and from then on at once. Nothing is sent twice for another reason: whoever searches waits.
/// </summary>
public sealed class RerankClient : IReranker, IDisposable
{
    private const int MostAnswered = 1 << 20;
    private const int MostQuery = 4_000;

    private readonly RerankingOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private volatile bool _wantsTexts;

    /// <param name="options">Checked settings with an endpoint.</param>
    /// <param name="clock">The clock of the time-out; null for the system's.</param>
    public RerankClient(RerankingOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _clock = clock ?? TimeProvider.System;
        _address = new Uri($"{options.Endpoint!.TrimEnd('/')}/rerank");

        // Not followed anywhere: a redirect would take texts and key to somebody else.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            MaxResponseContentBufferSize = MostAnswered,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (!string.IsNullOrWhiteSpace(options.ApiKey))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }
    }

    /// <inheritdoc/>
    public int Candidates => _options.Candidates;

    private string Server => OpenAiServer.NameOf(_address);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> ScoreAsync(string query, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(texts);
        string[] sent = [.. texts.Select(text => Cut(text, _options.TextLength))];
        using var deadline = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await AskAsync(Cut(query, MostQuery), sent, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RerankerUnavailableException($"{Server} does not answer within {_options.Timeout.TotalSeconds:0.#} s ({RerankingOptions.Section}:Timeout)", exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new RerankerUnavailableException($"{Server} answers with more than {MostAnswered >> 20} MiB", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new RerankerUnavailableException($"{Server} cannot be reached", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            throw new RerankerUnavailableException($"{Server} does not answer as a re-ranker does", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<double>> AskAsync(string query, string[] texts, CancellationToken cancellationToken)
    {
        var asTexts = _wantsTexts;
        var response = await SendAsync(query, texts, asTexts, cancellationToken).ConfigureAwait(false);
        if (!asTexts && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            response.Dispose();
            response = await SendAsync(query, texts, asTexts: true, cancellationToken).ConfigureAwait(false);
            _wantsTexts = response.IsSuccessStatusCode;
        }

        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                throw new RerankerUnavailableException(response.StatusCode switch
                {
                    HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{Server} does not accept the key ({RerankingOptions.Section}:ApiKey)",
                    HttpStatusCode.NotFound => $"{Server} is not there, or does not know the model '{_options.Model}' ({RerankingOptions.Section}:Endpoint and Model)",
                    var status => $"{Server} answers {(int)status}",
                });
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var answer = await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
            return Scores(answer.RootElement, texts.Length);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string query, string[] texts, bool asTexts, CancellationToken cancellationToken)
    {
        var request = new Dictionary<string, object> { ["query"] = query, [asTexts ? "texts" : "documents"] = texts };
        if (!string.IsNullOrWhiteSpace(_options.Model))
        {
            request["model"] = _options.Model;
        }

        if (!asTexts)
        {
            request["top_n"] = texts.Length;
        }

        // Whole, so that its length is told: small servers read no chunked body.
        using var content = JsonContent.Create(request);
        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        return await _http.PostAsync(_address, content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From <c>{results:[{index, relevance_score}]}</c> or <c>[{index, score}]</c>, in any order; each text once.</summary>
    private double[] Scores(JsonElement answer, int count)
    {
        var results = answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("results");
        var scores = new double?[count];
        foreach (var result in results.EnumerateArray())
        {
            var index = result.GetProperty("index").GetInt32();
            var score = (result.TryGetProperty("relevance_score", out var relevance) ? relevance : result.GetProperty("score")).GetDouble();
            if (index < 0 || index >= count)
            {
                throw new RerankerUnavailableException($"{Server} speaks of texts that it was not sent");
            }

            if (scores[index] is not null || !double.IsFinite(score))
            {
                throw new RerankerUnavailableException(scores[index] is null ? $"{Server} answers with a score that is no number" : $"{Server} speaks of a text twice (index {index})");
            }

            scores[index] = score;
        }

        return scores.Contains(null)
            ? throw new RerankerUnavailableException($"{Server} says nothing of {scores.Count(score => score is null)} of {count} texts")
            : [.. scores.Select(score => score!.Value)];
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
