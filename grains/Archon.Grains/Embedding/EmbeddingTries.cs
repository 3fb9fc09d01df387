using Archon.Domain.Embedding;
using Archon.Grains.Processing;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Embedding;

/// <summary>
/// Asks an embedder that has failed again, for seconds: a failure that passes is the batch's own, and the others go on meanwhile. It is everybody's when nobody has been answered for seconds,
/// and the text's when one that always fails at it answers another.
/// </summary>
internal sealed partial class EmbeddingTries(IEmbedder embedder, CpuGate gate, TimeProvider clock, ILogger logger)
{
    private const int TriesAtOnce = 6;

    // Of a batch that failed so often while others are answered, a text is to blame: its halves are not waited for as long. The text alone is, before it is given up.
    private const int FewTries = 2;

    // Who waits in vain has waited for a while: of a batch that is not answered twice while others are, a text is to blame, and of its halves the one that is not answered once.
    private const int VainWaits = 2;
    private const int VainWaitsAlone = 3;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPauseAtOnce = TimeSpan.FromSeconds(5);

    // A question may be lost as any request is, and a server may be back that answers none of the batches under way.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(10);

    private int _failuresInARow;
    private Task<bool>? _probe;
    private long? _probedInVain;
    private long _lastAnswer = long.MinValue;
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What has just failed and is asked for again; null: nothing, since the last answer.</summary>
    public string? Trouble { get; set; }

    /// <summary>Vectors of texts that go together.</summary>
    /// <param name="source">Whose they are.</param>
    /// <param name="texts">At least one.</param>
    /// <param name="isSuspect">One of them is taken for one that the embedder fails at, and is looked for: they are given up soon.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelUnavailableException">The embedder is away, for longer than is waited for here.</exception>
    /// <exception cref="TextRefusedException">There are none for these texts.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(string source, string[] texts, bool isSuspect, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var sent = clock.GetTimestamp();
            try
            {
                var vectors = await await gate.RunAsync(_ => embedder.EmbedAsync(texts, cancellationToken).AsTask(), cancellationToken);
                (_failuresInARow, _lastAnswer, _probedInVain, Trouble) = (0, clock.GetTimestamp(), null, null);
                _answered.TrySetResult();
                _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return vectors;
            }
            catch (ModelUnavailableException exception)
            {
                _failuresInARow++;
                if (exception.RetryAfter > LongestPauseAtOnce)
                {
                    throw;
                }

                var isSure = isSuspect || exception.IsAnswered;
                var isSuspicious = exception.MayBeTheText && tries >= TriesBeforeBlame(exception, texts.Length, isSuspect) && (isSure || HasPassed(LeastTime, began));
                var isTooMuch = exception.MayBeTooMuch && texts.Length > 1;
                if (isSuspicious && await AnswersOthersAsync(isTooMuch ? clock.GetTimestamp() : exception.IsSilent ? sent : null, cancellationToken))
                {
                    if (isTooMuch)
                    {
                        embedder.ExpectLess(texts);
                    }

                    throw new TextRefusedException(exception.Message, exception);
                }

                // Of a pass that ends nothing is sent until its last answer is there, so it does not end while others are answered. An answer that is none, to another text as well, will be none again.
                if ((isSuspicious && exception.IsAnswered) || (tries >= TriesAtOnce && HasPassed(LeastTime, Math.Max(began, _lastAnswer))))
                {
                    throw;
                }

                // For the same reason pauses stay short meanwhile.
                Trouble = $"{exception.Message}.";
                var pause = ShortestPause * Math.Pow(2, Math.Min(Math.Min(tries, TriesAtOnce), _failuresInARow) - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
                var failed = clock.GetTimestamp();
                var answered = _answered.Task;
                LogTriedAgain(exception, source, pause);
                await Task.Delay(pause, clock, cancellationToken);
                if (exception.RetryAfter - clock.GetElapsedTime(failed) is { Ticks: > 0 } rest)
                {
                    // A server that wanted a moment and has answered another batch since does not keep everybody waiting.
                    await WaitAsync(rest, exception.RetryAfter <= RateBudget.Moment ? answered : null, cancellationToken);
                }
            }
        }
    }

    /// <summary>Asks for the vector of a question: an embedder that failed at everything is not sent everything again.</summary>
    /// <exception cref="ModelUnavailableException">It is still away.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(cancellationToken);
        }
        catch (TextRefusedException)
        {
            // It answers.
        }

        _probedInVain = null;
    }

    private async Task WaitAsync(TimeSpan time, Task? sooner, CancellationToken cancellationToken)
    {
        if (sooner is { IsCompleted: true })
        {
            return;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, enough.Token);
        if (await Task.WhenAny(sooner is null ? [wait] : [wait, sooner]) == sooner)
        {
            await enough.CancelAsync();
            return;
        }

        await wait;
    }

    private bool HasPassed(TimeSpan time, long since) => clock.GetElapsedTime(since) >= time;

    private static int TriesBeforeBlame(ModelUnavailableException exception, int texts, bool isSuspect) => exception switch
    {
        { MayBeTooMuch: true } when texts > 1 => 1,
        { IsSilent: true } => isSuspect ? 1 : texts > 1 ? VainWaits : VainWaitsAlone,
        _ => isSuspect || exception.IsAnswered ? FewTries : TriesAtOnce,
    };

    // Since when there was no answer; null when there was one, which was no good.
    private async Task<bool> AnswersOthersAsync(long? waitedSince, CancellationToken cancellationToken)
    {
        if (_lastAnswer > waitedSince)
        {
            return true;
        }

        // Of a server that answers nobody all batches find out at once, and each try of each: it is asked one question, and no other for a while.
        if (waitedSince is not null && _probedInVain is { } probed && !HasPassed(ProbeInterval, probed))
        {
            return false;
        }

        _probe = _probe is { IsCompleted: false } ? _probe : IsQuestionAnsweredAsync(cancellationToken);
        var isAnswered = await _probe.WaitAsync(cancellationToken);
        _probedInVain = isAnswered ? null : clock.GetTimestamp();
        return isAnswered;
    }

    private async Task<bool> IsQuestionAnsweredAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(LongestPauseAtOnce, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await AskAsync(either.Token);
            return true;
        }
        catch (Exception exception) when (
            exception is ModelUnavailableException or TextRefusedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    // As a search does: a turn would be had only when a batch ends that hangs, and whether that is the batch's own fault is what is asked.
    private async Task AskAsync(CancellationToken cancellationToken) =>
        await await gate.RunAsync(_ => embedder.EmbedQueryAsync(ProbeText.Question, cancellationToken).AsTask(), cancellationToken);
}
