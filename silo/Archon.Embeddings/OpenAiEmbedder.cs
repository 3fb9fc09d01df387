using System.ClientModel;
using System.Globalization;
using System.Numerics.Tensors;
using Archon.Domain.Chunking;
using Archon.Domain.Embedding;
using Archon.Ports.Embedding;
using OpenAI.Embeddings;

namespace Archon.Embeddings;

/// <summary>
/// Vectors from a server that speaks OpenAI's protocol (POST …/embeddings). A request that fails is not sent again here: whoever has the durable
/// backlog waits and asks again, as long as it takes.
/// </summary>
public sealed class OpenAiEmbedder : IEmbedder, IDisposable
{
    // OpenAI takes 300,000 tokens a request. Of tokens that are not known, a letter is one at worst.
    private const int MostTokens = 250_000;

    // A request of more tokens than a minute allows is refused whenever it is sent. Servers count in ways of their own, so it takes half of them at most.
    private const int LimitShare = 2;

    // A vector takes a model milliseconds; a batch that a server has lost holds up a crawl's end for as long.
    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(1);

    // Batches that wait for their next try keep no others from being sent.
    private const int MostInReserve = 12;
    private const int InReservePerRequest = 3;

    private readonly OpenAiEmbeddingGenerator _generator;
    private readonly EmbeddingOptions _options;
    private readonly IModelBudget? _budget;
    private readonly TimeProvider _clock;
    private readonly AnswerPatience _patience;

    // Never told of an answer, so a query is waited for as long as is allowed.
    private readonly AnswerPatience _alone;
    private readonly AnswerableSize _answerable;
    private readonly SemaphoreSlim _room;
    private readonly OpenAiServer _server;
    private long _tokensPerMinute = long.MaxValue;

    /// <param name="options">Checked settings of a server.</param>
    /// <param name="budget">What all nodes may send together; null where there is no cluster to share it.</param>
    /// <param name="clock">The clock of the waits; null for the system's.</param>
    public OpenAiEmbedder(EmbeddingOptions options, IModelBudget? budget = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _budget = budget;
        _clock = clock ?? TimeProvider.System;
        _patience = new AnswerPatience(options.Timeout, _clock, ShortestPatience);
        _alone = new AnswerPatience(options.Timeout, _clock);
        _answerable = new AnswerableSize(options.Timeout);
        _room = new SemaphoreSlim(options.Requests);
        Chunking = ServerTokens.Of(options);
        Dimensions = options.VectorLength() ?? throw new ArgumentException($"The length of the vectors of {options.Model} is not set.", nameof(options));
        _server = new OpenAiServer(EmbeddingOptions.Section, options.Model, options.Endpoint, options.Timeout);
        var client = new EmbeddingClient(options.Model, OpenAiServer.Credential(options.ApiKey), _server.ClientOptions(Learn));
        _generator = new OpenAiEmbeddingGenerator(client, new EmbeddingAnswer(_server.ToString(), options.Model, Dimensions), options.CanShorten() ? Dimensions : null);
    }

    /// <inheritdoc/>
    public string Model => string.Create(CultureInfo.InvariantCulture, $"{_options.Model}/{Dimensions}");

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public bool IsLexical => false;

    /// <inheritdoc/>
    public ChunkingOptions Chunking { get; }

    /// <inheritdoc/>
    public int BatchSize => _options.BatchSize;

    /// <inheritdoc/>
    public int BatchesAtOnce => _options.Requests + Math.Min(_options.Requests * InReservePerRequest, MostInReserve);

    /// <inheritdoc/>
    public int CountFitting(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);

        // A token is a character at least, so mostly nothing has to be counted.
        if (texts.Count <= _options.BatchSize && texts.Sum(text => (long)text.Length) <= Math.Min(MostTokens, Math.Min(MostByLimit, _answerable.Most)))
        {
            return texts.Count;
        }

        return Fitting(texts, Tokens(texts), 0, Math.Min(MostByLimit, _answerable.Most));
    }

    /// <inheritdoc/>
    public void ExpectLess(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _answerable.TookTooLong(TensorPrimitives.Sum<int>(Tokens(texts)));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new List<ReadOnlyMemory<float>>(texts.Count);
        var tokens = Tokens(texts);
        for (var start = 0; start < texts.Count;)
        {
            var count = Fitting(texts, tokens, start, MostByLimit);
            string[] request = [.. texts.Skip(start).Take(count)];
            var spend = SpendOf(tokens.AsSpan(start, count));
            vectors.AddRange(await SendInTurnAsync(request, spend, cancellationToken).ConfigureAwait(false));
            start += count;
        }

        return vectors;
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<float>> EmbedQueryAsync(string query, CancellationToken cancellationToken)
    {
        // Somebody waits for it: it is counted and takes no turn, and there is a deadline of its own.
        var spend = SpendOf([ServerTokens.Count(Chunking, query)]);
        _budget?.Count(spend);
        return (await SendAsync([query], spend.Tokens, _alone, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _generator.Dispose();
        _room.Dispose();
    }

    private long MostByLimit =>
        Math.Min(_options.TokensPerMinute > 0 ? _options.TokensPerMinute : long.MaxValue, Volatile.Read(ref _tokensPerMinute)) / LimitShare;

    private void Learn(RateLimits limits)
    {
        if (limits.Tokens is { } said)
        {
            Volatile.Write(ref _tokensPerMinute, said.Most);
        }

        _budget?.Learn(Model, limits);
    }

    private async Task<ReadOnlyMemory<float>[]> SendInTurnAsync(string[] texts, ModelSpend spend, CancellationToken cancellationToken)
    {
        if (_budget is not null)
        {
            await _budget.WaitAsync(spend, cancellationToken).ConfigureAwait(false);
        }

        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What was put together before the server was known to be slow. It has not been sent, so its parts can be stored one by one.
            if (texts.Length > 1 && spend.Tokens > _answerable.Most)
            {
                throw new TextRefusedException($"{_server} is too slow for {texts.Length} texts together") { IsTooMuch = true };
            }

            return await SendAsync(texts, spend.Tokens, _patience, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    private int[] Tokens(IReadOnlyList<string> texts) => [.. texts.Select(text => ServerTokens.Count(Chunking, text))];

    private ModelSpend SpendOf(ReadOnlySpan<int> tokens) => new(
        Model,
        TensorPrimitives.Sum(tokens),
        _options.RequestsPerMinute > 0 ? _options.RequestsPerMinute : null,
        _options.TokensPerMinute > 0 ? _options.TokensPerMinute : null);

    private int Fitting(IReadOnlyList<string> texts, int[] tokens, int start, long limit)
    {
        var (count, most, sum) = (0, 0L, 0L);
        for (; count < _options.BatchSize && start + count < texts.Count; count++)
        {
            most += MostOf(start + count);
            sum += tokens[start + count];
            if (count > 0 && (most > MostTokens || sum > limit))
            {
                break;
            }
        }

        return count;

        int MostOf(int text) => Chunking.Counter is null ? texts[text].Length : tokens[text];
    }

    private async Task<ReadOnlyMemory<float>[]> SendAsync(string[] texts, int tokens, AnswerPatience patience, CancellationToken cancellationToken)
    {
        var size = Math.Max(1, tokens);
        using var watch = new AnswerWatch(patience, size);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Deadline);
        try
        {
            var vectors = await GenerateAsync(texts, either.Token).ConfigureAwait(false);
            if (patience == _patience)
            {
                patience.Answered(watch.Elapsed, size);
                _answerable.Answered(watch.Elapsed, size);
            }

            return vectors;
        }
        catch (OperationCanceledException exception) when (watch.Deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var waited = watch.Elapsed;
            patience.GaveUp(waited, size, others: patience.HasAnsweredWithin(waited));
            throw waited < _options.Timeout
                ? new ModelUnavailableException($"{_server} does not answer within {waited.TotalSeconds:0.#} s, though it was quicker of late", exception) { MayBeTheText = true, IsSilent = true }
                : _server.Explain(exception);
        }
        catch (ClientResultException exception) when (OpenAiServer.IsRefusal(exception))
        {
            // A server that takes no text at all, because it is asked wrongly, must not be taken for one that takes not this one.
            await ProbeAsync(exception, cancellationToken).ConfigureAwait(false);
            throw new TextRefusedException($"{_server} refuses the text: {OpenAiServer.Sentence(exception)}", exception);
        }
        catch (Exception exception) when (OpenAiServer.IsTheirs(exception, cancellationToken))
        {
            throw _server.Explain(exception);
        }
    }

    private async Task ProbeAsync(ClientResultException refusal, CancellationToken cancellationToken)
    {
        try
        {
            await GenerateAsync([ProbeText.Question], cancellationToken).ConfigureAwait(false);
        }
        catch (ClientResultException exception) when (OpenAiServer.IsRefusal(exception))
        {
            throw new ModelUnavailableException($"{_server} refuses every text: {OpenAiServer.Sentence(refusal)}", refusal);
        }
        catch (Exception exception) when (OpenAiServer.IsTheirs(exception, cancellationToken))
        {
            throw _server.Explain(exception);
        }
    }

    private async Task<ReadOnlyMemory<float>[]> GenerateAsync(string[] texts, CancellationToken cancellationToken)
    {
        var answer = await _generator.GenerateAsync(texts, options: null, cancellationToken).ConfigureAwait(false);
        return [.. answer.Select(embedding => embedding.Vector)];
    }
}
