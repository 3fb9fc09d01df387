using System.ClientModel;
using System.Globalization;
using Archon.Domain.Chunking;
using Archon.Domain.Summaries;
using Archon.Ports.Embedding;
using Archon.Ports.Summaries;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Archon.Embeddings.Summaries;

/// <summary>Summaries from a server that speaks OpenAI's protocol (POST …/chat/completions). A request that fails is not sent again here.</summary>
public sealed class OpenAiSummariser : ISummariser, IDisposable
{
    private static readonly SummaryPrompt Probe =
        SummaryPrompt.Of(new ExampleMaterial("Opening files", "Reading", "A file is opened and its first line printed.", "python", "print(open('a.txt').readline())"), counter: null, mostTokens: 400);

    private readonly IChatClient _client;
    private readonly SummaryOptions _options;
    private readonly IModelBudget? _budget;
    private readonly TimeProvider _clock;
    private readonly AnswerPatience _patience;
    private readonly SemaphoreSlim _room;
    private readonly OpenAiServer _server;
    private readonly string _budgetName;

    /// <param name="options">Checked settings with a model.</param>
    /// <param name="budget">What all nodes may send together; null where there is no cluster to share it.</param>
    /// <param name="clock">The clock of the waits; null for the system's.</param>
    public OpenAiSummariser(SummaryOptions options, IModelBudget? budget = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = options.Model ?? throw new ArgumentException("No model is set.", nameof(options));
        _options = options;
        _budget = budget;
        _clock = clock ?? TimeProvider.System;
        _patience = new AnswerPatience(options.Timeout, _clock);
        _room = new SemaphoreSlim(options.Requests);
        _server = new OpenAiServer(SummaryOptions.Section, model, options.Endpoint, options.Timeout);
        _budgetName = $"chat/{model}";
        Tokens = ServerTokens.OfChat(options.Tokenizer, model);
        Model = string.Create(CultureInfo.InvariantCulture, $"{model}#{SummaryPrompt.Version}");
        _client = new ChatClient(model, OpenAiServer.Credential(options.ApiKey), _server.ClientOptions(budget is null ? null : limits => budget.Learn(_budgetName, limits))).AsIChatClient();
    }

    /// <inheritdoc/>
    public string? Model { get; }

    /// <inheritdoc/>
    public int AtOnce => _options.Requests;

    /// <inheritdoc/>
    public int MaxPromptTokens => _options.MaxPromptTokens;

    /// <inheritdoc/>
    public ITokenCounter? Tokens { get; }

    /// <inheritdoc/>
    public async Task<string> SummariseAsync(SummaryPrompt prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_budget is not null)
            {
                await _budget.WaitAsync(SpendOf(prompt), cancellationToken).ConfigureAwait(false);
            }

            return await SendAsync(prompt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        if (_budget is not null)
        {
            await _budget.WaitAsync(SpendOf(Probe), cancellationToken).ConfigureAwait(false);
        }

        using var deadline = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await AskAsync(Probe, either.Token).ConfigureAwait(false);
        }
        catch (ClientResultException exception) when (OpenAiServer.IsRefusal(exception))
        {
            throw new ModelUnavailableException($"{_server} refuses every prompt: {OpenAiServer.Sentence(exception)}", exception);
        }
        catch (TextRefusedException exception)
        {
            throw new ModelUnavailableException($"{_server} refuses every prompt: {exception.Message}", exception);
        }
        catch (Exception exception) when (OpenAiServer.IsTheirs(exception, cancellationToken))
        {
            throw _server.Explain(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _room.Dispose();
    }

    private ModelSpend SpendOf(SummaryPrompt prompt) => new(
        _budgetName,
        prompt.Tokens + _options.MaxAnswerTokens,
        _options.RequestsPerMinute > 0 ? _options.RequestsPerMinute : null,
        _options.TokensPerMinute > 0 ? _options.TokensPerMinute : null);

    private async Task<string> SendAsync(SummaryPrompt prompt, CancellationToken cancellationToken)
    {
        var patience = _patience.Next();
        using var deadline = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var began = _clock.GetTimestamp();
        try
        {
            var text = await AskAsync(prompt, either.Token).ConfigureAwait(false);
            _patience.Answered(_clock.GetElapsedTime(began));
            return text;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _patience.GaveUp(patience);
            throw patience < _options.Timeout
                ? new ModelUnavailableException($"{_server} does not answer within {patience.TotalSeconds:0} s, though it was quicker of late", exception)
                : _server.Explain(exception);
        }
        catch (ClientResultException exception) when (OpenAiServer.IsRefusal(exception))
        {
            // A server that takes no prompt at all, because it is asked wrongly, must not be taken for one that takes not this one.
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
            throw new TextRefusedException($"{_server} refuses the prompt: {OpenAiServer.Sentence(exception)}", exception);
        }
        catch (Exception exception) when (OpenAiServer.IsTheirs(exception, cancellationToken))
        {
            throw _server.Explain(exception);
        }
    }

    private async Task<string> AskAsync(SummaryPrompt prompt, CancellationToken cancellationToken)
    {
        var answer = await _client.GetResponseAsync(
            [new(ChatRole.System, SummaryPrompt.Instructions(prompt.Kind)), new(ChatRole.User, prompt.Text)],
            new ChatOptions { MaxOutputTokens = _options.MaxAnswerTokens },
            cancellationToken).ConfigureAwait(false);
        if (answer.FinishReason == Microsoft.Extensions.AI.ChatFinishReason.ContentFilter)
        {
            throw new TextRefusedException($"{_server} filters the answer.");
        }

        if (string.IsNullOrWhiteSpace(answer.Text))
        {
            throw new ModelUnavailableException(answer.FinishReason == Microsoft.Extensions.AI.ChatFinishReason.Length
                ? $"{_server} has no answer within {_options.MaxAnswerTokens} tokens ({SummaryOptions.Section}:MaxAnswerTokens)"
                : $"{_server} answers without a text");
        }

        return answer.Text;
    }
}
