using System.Collections.Immutable;
using Archon.Domain.Summaries;
using Archon.GrainInterfaces.Processing;
using Archon.Grains.Processing;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Summaries;

/// <summary>
/// Asks the model, a bounded number of requests at once, the same only once, and stores each answer as it comes. Lives in the turns of its grain.
/// </summary>
internal sealed partial class SummaryDesk(
    IArchonStore store, ISummariser summariser, CpuGate gate, IGrainFactory grains, TimeProvider clock, ILogger logger, string source)
{
    /// <summary>Examples that are read and prepared at a time.</summary>
    public const int ExamplesAtOnce = 64;

    // A failure that passes is the request's own, and the others go on meanwhile. One that lasts is everybody's, or this prompt's: the probe tells.
    private const int TriesAtOnce = 6;
    private const int MostStrikes = 3;
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPauseAtOnce = TimeSpan.FromSeconds(5);

    private readonly string _model = summariser.Model!;
    private readonly IPageProcessorGrain _processor = grains.GetGrain<IPageProcessorGrain>(0);
    private readonly Dictionary<string, int> _strikes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _underWay = new(StringComparer.Ordinal);

    // Of the examples that are being handed out: what was answered since their hashes were looked up.
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly List<Task> _tasks = [];

    /// <summary>Why requests fail at the moment, a sentence; null when none does.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Answers that were stored.</summary>
    public long Stored { get; private set; }

    /// <summary>What was put off: prompts that failed while others were answered. Null when there are none.</summary>
    public ModelUnavailableException? PutOff { get; private set; }

    /// <summary>Requests are under way.</summary>
    public bool IsBusy => _tasks.Count > 0;

    /// <summary>Begins a pass.</summary>
    public void Open() => (PutOff, Trouble) = (null, null);

    /// <summary>Ends a pass: waits for what is under way, and fails as it did.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await Task.WhenAll(_tasks);
        }
        finally
        {
            _tasks.Clear();
            _underWay.Clear();
        }
    }

    /// <summary>Waits until a request ends, or something else does; fails as the request did.</summary>
    public async Task WhenOneEndsAsync(Task other)
    {
        await Task.WhenAny([.. _tasks, other]);
        foreach (var ended in _tasks.Where(task => task.IsCompleted).ToList())
        {
            _tasks.Remove(ended);
            await ended;
        }
    }

    /// <summary>Has examples summarised; returns when the last of them is under way.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="given">Told how many examples have just got their summaries.</param>
    /// <param name="cancellationToken">Ends requests too.</param>
    public async Task TakeAsync(ImmutableArray<UnsummarisedExample> examples, Action<int> given, CancellationToken cancellationToken)
    {
        if (examples.IsEmpty)
        {
            return;
        }

        var prompts = (await _processor.PrepareSummariesHereAsync(
            new PrepareSummaries { Examples = [.. examples.Select(example => ToMessage(example.Material))] }, cancellationToken)).Prompts;
        _answered.Clear();
        var known = await store.UseSummariesAsync(_model, [.. examples.Zip(prompts, (example, prompt) => new ExampleHash(example.Id, prompt.Hash))], cancellationToken);
        given(known.Length);
        var left = examples.Zip(prompts).Where(pair => !known.Contains(pair.First.Id)).GroupBy(pair => pair.Second.Hash, StringComparer.Ordinal);
        foreach (var same in left)
        {
            List<long> ids = [.. same.Select(pair => pair.First.Id)];
            await MakeRoomAsync();
            if (_underWay.TryGetValue(same.Key, out var others))
            {
                // They are read again by a pass that begins anew.
                others.AddRange(ids.Except(others));
            }
            else if (_answered.Contains(same.Key))
            {
                given((await store.UseSummariesAsync(_model, [.. ids.Select(id => new ExampleHash(id, same.Key))], cancellationToken)).Length);
            }
            else
            {
                _underWay.Add(same.Key, ids);
                var prompt = same.First().Second;
                _tasks.Add(SummariseAsync(new SummaryPrompt(SummaryKind.Example, prompt.Text, prompt.Tokens), prompt.Hash, ids, given, cancellationToken));
            }
        }
    }

    /// <summary>Has the source's own summary written, unless what it is made of is what it was.</summary>
    public async Task SummariseSourceAsync(SourceMaterial material, CancellationToken cancellationToken)
    {
        var command = new PrepareSummaries { Source = new SourceToSummarise { Title = material.Title, Url = material.Url, Beginning = material.Beginning, PageTitles = material.PageTitles } };
        var prompt = (await _processor.PrepareSummariesHereAsync(command, cancellationToken)).Prompts[0];
        if (await store.UseSourceSummaryAsync(source, _model, prompt.Hash, cancellationToken))
        {
            return;
        }

        if (await AnswerAsync(new SummaryPrompt(SummaryKind.Source, prompt.Text, prompt.Tokens), prompt.Hash, example: 0, cancellationToken) is { } answer)
        {
            await StoreAsync(prompt.Hash, answer.Text, [], isOfSource: true, cancellationToken);
        }
        else
        {
            throw PutOff!;
        }
    }

    // One that failed is known before another is sent to a model that is away.
    private async Task MakeRoomAsync()
    {
        while (_tasks.Count >= summariser.AtOnce || _tasks.Any(task => task.IsFaulted || task.IsCanceled))
        {
            var ended = await Task.WhenAny(_tasks);
            _tasks.Remove(ended);
            await ended;
        }

        _tasks.RemoveAll(task => task.IsCompleted);
    }

    private async Task SummariseAsync(SummaryPrompt prompt, string hash, List<long> ids, Action<int> given, CancellationToken cancellationToken)
    {
        try
        {
            if (await AnswerAsync(prompt, hash, ids[0], cancellationToken) is not { } answer)
            {
                return;
            }

            // Others that ask the same may come while it is being stored.
            for (var stored = 0; stored < ids.Count;)
            {
                ImmutableArray<long> next = [.. ids.Skip(stored)];
                stored = ids.Count;
                given(await StoreAsync(hash, answer.Text, next, isOfSource: false, cancellationToken));
            }

            _answered.Add(hash);
        }
        finally
        {
            _underWay.Remove(hash);
        }
    }

    private async Task<int> StoreAsync(string hash, string? text, ImmutableArray<long> examples, bool isOfSource, CancellationToken cancellationToken)
    {
        var given = await store.StoreSummaryAsync(
            new WrittenSummary { SourceId = source, Model = _model, Hash = hash, Text = text, Examples = examples, IsOfSource = isOfSource }, cancellationToken);
        Stored++;
        Trouble = null;
        return given;
    }

    /// <summary>The model's text, or that there will be none; null when the prompt is put off.</summary>
    private async Task<Answer?> AnswerAsync(SummaryPrompt prompt, string hash, long example, CancellationToken cancellationToken)
    {
        try
        {
            var text = SummaryText.Of(await TryAsync(prompt, cancellationToken));
            if (text is null)
            {
                LogRefused(exception: null, source, example);
            }

            return new Answer(text);
        }
        catch (TextRefusedException refusal)
        {
            LogRefused(refusal, source, example);
            return new Answer(null);
        }
        catch (ModelUnavailableException exception) when (!IsLong(exception.RetryAfter))
        {
            // The model is asked for something else: when it does not answer that either, it is away, and this fails with everything.
            await await gate.RunAsync(_ => summariser.ProbeAsync(cancellationToken), cancellationToken);
            return Strike(hash, example, exception);
        }
    }

    private Answer? Strike(string hash, long example, ModelUnavailableException exception)
    {
        var strikes = _strikes.GetValueOrDefault(hash) + 1;
        if (strikes < MostStrikes)
        {
            if (_strikes.Count >= MostRemembered)
            {
                _strikes.Clear();
            }

            _strikes[hash] = strikes;
            PutOff = exception;
            LogPutOff(exception, source, example);
            return null;
        }

        _strikes.Remove(hash);
        LogRefused(exception, source, example);
        return new Answer(null);
    }

    private async Task<string> TryAsync(SummaryPrompt prompt, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await await gate.RunAsync(_ => summariser.SummariseAsync(prompt, cancellationToken), cancellationToken);
            }
            catch (ModelUnavailableException exception) when (tries < TriesAtOnce && !IsLong(exception.RetryAfter))
            {
                Trouble = $"{exception.Message}.";
                var pause = ShortestPause * Math.Pow(2, tries - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
                var wait = exception.RetryAfter is { } asked && asked > pause ? asked : pause;
                LogTriedAgain(exception, source, wait);
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    private static bool IsLong(TimeSpan? wait) => (wait ?? TimeSpan.Zero) > LongestPauseAtOnce;

    private static ExampleToSummarise ToMessage(ExampleMaterial material) => new()
    {
        Title = material.Title,
        Headings = material.Headings,
        Context = material.Context,
        Language = material.Language,
        Code = material.Code,
    };

    private readonly record struct Answer(string? Text);
}
