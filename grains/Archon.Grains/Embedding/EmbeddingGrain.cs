using System.Collections.Immutable;
using Archon.Domain.Embedding;
using Archon.GrainInterfaces.Embedding;
using Archon.Grains.Processing;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Embedding;

/// <summary>
/// Drains the backlog of one source, a batch at a time. The backlog is durable, so this grain remembers nothing: when it
/// dies, whoever nudges next goes on.
/// </summary>
[GrainType("archon.embedding")]
internal sealed partial class EmbeddingGrain(
    IEmbeddingBacklog backlog,
    IEmbedder embedder,
    KeptVectors kept,
    CpuGate gate,
    TimeProvider clock,
    ILogger<EmbeddingGrain> logger) : Grain, IEmbeddingGrain, IDisposable
{
    private const int ShortestText = 100;
    private const int LongestReason = 400;

    // A call that waits for hours would wait as long for an answer that got lost with a connection.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);

    private readonly EmbeddingTries _tries = new(embedder, gate, clock, logger);
    private readonly CancellationTokenSource _stopping = new();
    private Task _pass = Task.CompletedTask;
    private TaskCompletionSource _nudge = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _nudged;
    private bool _hasStored;

    public Task NudgeAsync()
    {
        _nudged = true;
        _nudge.TrySetResult();
        if (_pass.IsCompleted)
        {
            _pass = PassAsync();
        }

        return Task.CompletedTask;
    }

    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        // A pass that is under way may have read past what the caller has just stored: it must see the nudge.
        await NudgeAsync();
        var began = clock.GetTimestamp();
        while (_nudged || !_pass.IsCompleted)
        {
            // A pass that was stopped leaves its nudge behind: the caller asks the next activation.
            _stopping.Token.ThrowIfCancellationRequested();
            var left = AnswerTime - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await _pass.WaitAsync(left, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return true;
    }

    public Task<string?> ReadTroubleAsync() => Task.FromResult(_tries.Trouble);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _pass.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task PassAsync()
    {
        // The activation must not be collected in the middle; the timer only says that it is in use.
        using var alive = this.RegisterGrainTimer(
            static () => Task.CompletedTask,
            new GrainTimerCreationOptions { DueTime = TimeSpan.FromSeconds(30), Period = TimeSpan.FromSeconds(30), KeepAlive = true, Interleave = true });
        var pause = FirstPause;
        var wasAway = false;
        while (_nudged)
        {
            _nudged = false;
            _hasStored = false;
            try
            {
                if (await kept.FindModelAsync(this.GetPrimaryKeyString(), _stopping.Token) is { } model)
                {
                    _tries.Trouble = KeptVectors.Sentence(model);
                    continue;
                }

                // What is sent to an embedder that is set up wrongly may be paid for.
                if (wasAway)
                {
                    await _tries.ProbeAsync(_stopping.Token);
                }

                await EmbedAllAsync(_stopping.Token);
                (pause, wasAway) = (FirstPause, false);
                _tries.Trouble = null;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _nudged = true;
                wasAway = exception is ModelUnavailableException;
                _tries.Trouble = exception is ModelUnavailableException ? $"{exception.Message}." : null;
                pause = _hasStored ? FirstPause : pause;
                var asked = (exception as ModelUnavailableException)?.RetryAfter ?? TimeSpan.Zero;
                var wait = asked > pause ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestRetryAfter.Ticks)) : pause;
                LogFailed(exception, this.GetPrimaryKeyString(), wait);
                await Task.Delay(wait, clock, _stopping.Token);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task EmbedAllAsync(CancellationToken cancellationToken)
    {
        var source = this.GetPrimaryKeyString();
        var underWay = new List<Task>();
        try
        {
            long after = 0;
            while (true)
            {
                // Made anew before the look: what is stored after it is nudged for.
                _nudge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var chunks = await backlog.ReadBacklogAsync(source, embedder.Model, after, embedder.BatchSize, cancellationToken);
                if (chunks.IsEmpty)
                {
                    if (underWay.Count == 0)
                    {
                        break;
                    }

                    // What a crawl stores meanwhile does not wait for a batch that is slow to be answered. Another pass follows, which sees all.
                    await AnyEndedAsync(underWay, _nudge.Task);
                    continue;
                }

                after = chunks[^1].ChunkId;
                // One that failed is known before another is sent to an embedder that is away.
                while (underWay.Count == embedder.BatchesAtOnce || underWay.Any(batch => batch.IsFaulted))
                {
                    await AnyEndedAsync(underWay);
                }

                underWay.Add(EmbedBatchAsync(chunks, cancellationToken));
            }
        }
        finally
        {
            // Nothing of this pass may be under way when the next one reads the backlog.
            await Task.WhenAll(underWay);
        }
    }

    private static async Task AnyEndedAsync(List<Task> underWay, Task? other = null)
    {
        var ended = await Task.WhenAny(other is null ? underWay : underWay.Append(other));
        underWay.Remove(ended);
        await ended;
    }

    private async Task EmbedBatchAsync(ImmutableArray<ChunkToEmbed> chunks, CancellationToken cancellationToken)
    {
        var texts = await TextsAsync(chunks, cancellationToken);
        while (!chunks.IsEmpty)
        {
            // A request at a time: what one has brought is stored before the next one may fail.
            var count = await gate.RunAsync(_ => embedder.CountFitting(texts), cancellationToken);
            await EmbedPartAsync(chunks[..count], texts[..count], isPart: false, cancellationToken);
            (chunks, texts) = (chunks[count..], texts[count..]);
        }
    }

    private async Task<ImmutableArray<string>> TextsAsync(ImmutableArray<ChunkToEmbed> chunks, CancellationToken cancellationToken)
    {
        if (embedder.ContextTokens == 0)
        {
            return [.. chunks.Select(chunk => chunk.Text)];
        }

        var contexts = await backlog.ReadContextsAsync([.. chunks.Select(chunk => chunk.ChunkId)], cancellationToken);
        return await gate.RunAsync(_ => chunks.Select(chunk => contexts.TryGetValue(chunk.ChunkId, out var context) ? Below(context, chunk) : chunk.Text).ToImmutableArray(), cancellationToken);
    }

    private string Below(DocumentContext context, ChunkToEmbed chunk) => EmbeddedText.Of(
        chunk.Title, chunk.Headings, chunk.Content, context, embedder.Chunking.Counter, embedder.ContextTokens, embedder.Chunking.MaxTokens + embedder.ContextTokens);

    private async Task EmbedPartAsync(ImmutableArray<ChunkToEmbed> chunks, ImmutableArray<string> texts, bool isPart, CancellationToken cancellationToken)
    {
        try
        {
            await EmbedAndStoreAsync(chunks, [.. texts], isSuspect: isPart && chunks.Length > 1, cancellationToken);
        }
        catch (TextRefusedException refusal) when (chunks.Length > 1)
        {
            // By halves until the one that is to blame stands alone: the others get their vectors, and do not wait for it meanwhile.
            var half = chunks.Length / 2;
            await Task.WhenAll(
                EmbedPartAsync(chunks[..half], texts[..half], isPart || !refusal.IsTooMuch, cancellationToken),
                EmbedPartAsync(chunks[half..], texts[half..], isPart || !refusal.IsTooMuch, cancellationToken));
        }
        catch (TextRefusedException refusal)
        {
            await EmbedRefusedAsync(chunks, texts[0], refusal, cancellationToken);
        }
    }

    // A text is refused for its length mostly, so it is tried without a context, and then its beginning. What is refused even then is recorded: it is found by its words, and waits no longer.
    private async Task EmbedRefusedAsync(ImmutableArray<ChunkToEmbed> chunk, string refused, TextRefusedException refusal, CancellationToken cancellationToken)
    {
        foreach (var shorter in Shorter(chunk[0].Text, refused))
        {
            try
            {
                await EmbedAndStoreAsync(chunk, [shorter], isSuspect: true, cancellationToken);
                LogShortened(this.GetPrimaryKeyString(), chunk[0].ChunkId, refused.Length, shorter.Length);
                return;
            }
            catch (TextRefusedException)
            {
                // A shorter one.
            }
        }

        LogRefused(refusal, this.GetPrimaryKeyString(), chunk[0].ChunkId);
        await backlog.RefuseChunkAsync(embedder.Model, chunk[0].ChunkId, Reason(refusal), cancellationToken);
        _hasStored = true;
    }

    private static string Reason(TextRefusedException refusal)
    {
        var reason = refusal.Message.ReplaceLineEndings(" ").Trim();
        return reason.Length > LongestReason ? reason[..LongestReason] : reason;
    }

    private static IEnumerable<string> Shorter(string text, string refused)
    {
        if (text != refused)
        {
            yield return text;
        }

        for (var length = text.Length / 2; length >= ShortestText; length /= 2)
        {
            yield return text[..length];
        }
    }

    private async Task EmbedAndStoreAsync(ImmutableArray<ChunkToEmbed> chunks, string[] texts, bool isSuspect, CancellationToken cancellationToken)
    {
        var vectors = await _tries.EmbedAsync(this.GetPrimaryKeyString(), texts, isSuspect, cancellationToken);
        await backlog.StoreVectorsAsync(embedder.Model, [.. chunks.Select((chunk, i) => new ChunkVector(chunk.ChunkId, vectors[i]))], cancellationToken);
        _hasStored = true;
    }
}
