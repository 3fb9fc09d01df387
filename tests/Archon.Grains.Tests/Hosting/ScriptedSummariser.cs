using System.Collections.Concurrent;
using Archon.Domain.Chunking;
using Archon.Domain.Summaries;
using Archon.Ports.Summaries;

namespace Archon.Grains.Tests.Hosting;

/// <summary>A chat model, as far as anybody can tell: a sentence, after what a test wants to happen first.</summary>
/// <param name="before">Called with each prompt; may wait, or throw.</param>
internal sealed class ScriptedSummariser(Func<SummaryPrompt, CancellationToken, Task>? before = null) : ISummariser
{
    private readonly Lock _lock = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Reached)> _waiters = [];
    private int _cancelled;

    public string? Model { get; set; } = "scripted#1";

    public int AtOnce => 4;

    public int MaxPromptTokens => 2_000;

    public ITokenCounter? Tokens => null;

    /// <summary>What happens before each answer from now on.</summary>
    public Func<SummaryPrompt, CancellationToken, Task> Before { get; set; } = before ?? ((_, _) => Task.CompletedTask);

    /// <summary>What the probe does; by default it is answered.</summary>
    public Func<CancellationToken, Task> Probe { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every prompt, answered or not.</summary>
    public ConcurrentQueue<SummaryPrompt> Asked { get; } = new();

    /// <summary>Prompts that were answered.</summary>
    public ConcurrentQueue<SummaryPrompt> Answered { get; } = new();

    /// <summary>Requests that their caller gave up.</summary>
    public int Cancelled => _cancelled;

    /// <summary>Completes when the condition holds; it is looked at whenever a request comes, ends or is given up.</summary>
    public Task When(Func<bool> condition)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((condition, reached));
            Look();
            return Patience.WaitAsync(reached.Task);
        }
    }

    public async Task<string> SummariseAsync(SummaryPrompt prompt, CancellationToken cancellationToken)
    {
        Tell(() => Asked.Enqueue(prompt));
        try
        {
            await Before(prompt, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Tell(() => _cancelled++);
            throw;
        }

        Tell(() => Answered.Enqueue(prompt));
        return $"Written about {prompt.Hash}.";
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => Probe(cancellationToken);

    private void Tell(Action change)
    {
        lock (_lock)
        {
            change();
            Look();
        }
    }

    private void Look() => _waiters.RemoveAll(waiter =>
    {
        if (!waiter.Condition())
        {
            return false;
        }

        waiter.Reached.TrySetResult();
        return true;
    });
}
