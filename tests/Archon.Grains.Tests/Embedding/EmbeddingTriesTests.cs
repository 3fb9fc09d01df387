using System.Threading.Channels;
using Archon.Grains.Embedding;
using Archon.Grains.Processing;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Grains.Tests.Embedding;

public sealed class EmbeddingTriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABatchThatFails_IsNotGivenUp_AsLongAsOthersAreAnswered()
    {
        const int Answered = 80;
        EmbeddingTries? tries = null;
        var asked = 0;
        var clock = new EagerClock();
        var (answeredUntil, began) = (0L, clock.GetTimestamp());
        var embedder = new ScriptedEmbedder(async (texts, cancellationToken) =>
        {
            if (texts is ["other"])
            {
                return;
            }

            if (++asked <= Answered)
            {
                await tries!.EmbedAsync("source", ["other"], isSuspect: false, cancellationToken);
                answeredUntil = clock.GetTimestamp();
            }

            throw new ModelUnavailableException("It is over its limit");
        });
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => tries.EmbedAsync("source", ["text"], isSuspect: false, Cancel));

        Assert.True(asked > Answered);
        Assert.True(clock.GetElapsedTime(began, answeredUntil) > TimeSpan.FromSeconds(4));
        Assert.True(clock.GetElapsedTime(answeredUntil) >= TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(1, true, false)]
    [InlineData(3, true, true)]
    public async Task AMomentThatAServerWants_IsWaitedFor_UnlessItAnswersAnotherMeanwhile(int seconds, bool answersAnother, bool isWaitedFor)
    {
        var clock = new EagerClock();
        var asked = 0;
        var embedder = new ScriptedEmbedder((texts, _) => texts is ["text"] && ++asked == 1
            ? throw new ModelUnavailableException("It is over its limit") { RetryAfter = TimeSpan.FromSeconds(seconds) }
            : Task.CompletedTask);
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);
        var another = Task.CompletedTask;
        clock.Waited = () => another = answersAnother && asked == 1 ? tries.EmbedAsync("source", ["other"], isSuspect: false, Cancel) : another;
        clock.Before = () => another;

        var began = clock.GetTimestamp();
        await tries.EmbedAsync("source", ["text"], isSuspect: false, Cancel);

        Assert.Equal(2, asked);
        Assert.Equal(isWaitedFor, clock.GetElapsedTime(began) >= TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task AnAnswerThatIsNone_ToAnyText_IsNotPaidForAgainAndAgain()
    {
        var embedder = new ScriptedEmbedder((_, _) => throw new ModelUnavailableException("It answers with vectors of 7 dimensions") { MayBeTheText = true, IsAnswered = true });
        var clock = new AnnouncingClock();
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        var batch = tries.EmbedAsync("source", ["text"], isSuspect: false, Cancel);
        await clock.Timers.ReadAsync(Cancel);
        clock.Advance(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<ModelUnavailableException>(() => batch);

        Assert.Equal(["text", "text", ProbeText.Question], embedder.Asked.Select(texts => Assert.Single(texts)));
    }

    [Fact]
    public async Task AnAnswerThatIsNone_ToOneText_RefusesIt()
    {
        var embedder = new ScriptedEmbedder((texts, _) => texts is ["text"]
            ? throw new ModelUnavailableException("It answers with zeros") { MayBeTheText = true, IsAnswered = true }
            : Task.CompletedTask);
        var clock = new AnnouncingClock();
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        var batch = tries.EmbedAsync("source", ["text"], isSuspect: false, Cancel);
        await clock.Timers.ReadAsync(Cancel);
        clock.Advance(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<TextRefusedException>(() => batch);
    }

    [Fact]
    public async Task AnAnswerToAnother_EndsTheWaitForTheMoment()
    {
        var clock = new AnnouncingClock();
        var asked = 0;
        var embedder = new ScriptedEmbedder((texts, _) => texts is ["text"] && ++asked == 1
            ? throw new ModelUnavailableException("It is over its limit") { RetryAfter = TimeSpan.FromSeconds(1) }
            : Task.CompletedTask);
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        var batch = tries.EmbedAsync("source", ["text"], isSuspect: false, Cancel);
        await clock.Timers.ReadAsync(Cancel);
        clock.Advance(TimeSpan.FromMilliseconds(200));
        await clock.Timers.ReadAsync(Cancel);
        Assert.False(batch.IsCompleted);

        await tries.EmbedAsync("source", ["other"], isSuspect: false, Cancel);
        await batch;

        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData(2, false, 2)]
    [InlineData(1, false, 3)]
    [InlineData(2, true, 1)]
    public async Task WhatIsNotAnswered_WhileAQuestionIs_IsGivenUpSoon(int count, bool isSuspect, int waits)
    {
        var clock = new EagerClock { Never = TimeSpan.FromSeconds(5) };
        var embedder = new ScriptedEmbedder((texts, _) => texts is [ProbeText.Question] ? Task.CompletedTask : clock.HangAsync());
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<TextRefusedException>(() => tries.EmbedAsync("source", [.. Enumerable.Repeat("text", count)], isSuspect, Cancel));

        Assert.Equal(waits, embedder.Asked.Count(texts => texts[0] == "text"));
        Assert.Equal(1, embedder.Asked.Count(texts => texts is [ProbeText.Question]));
    }

    [Fact]
    public async Task WhatIsNotAnswered_WhileAnotherIs_IsGivenUpWithoutAQuestion()
    {
        EmbeddingTries? tries = null;
        var clock = new EagerClock();
        var embedder = new ScriptedEmbedder(async (texts, cancellationToken) =>
        {
            if (texts is not ["other"])
            {
                clock.Pass(TimeSpan.FromSeconds(1));
                await tries!.EmbedAsync("source", ["other"], isSuspect: false, cancellationToken);
                await clock.HangAsync();
            }
        });
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<TextRefusedException>(() => tries.EmbedAsync("source", ["text", "text"], isSuspect: false, Cancel));

        Assert.DoesNotContain(embedder.Asked, texts => texts is [ProbeText.Question]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AServerThatAnswersNobody_IsAskedAQuestionNowAndThen_AndNoBatchIsHalved(bool mayBeTooMuch)
    {
        var clock = new EagerClock { Never = TimeSpan.FromSeconds(5) };
        var questions = new List<long>();
        var embedder = new ScriptedEmbedder((texts, _) =>
        {
            if (texts is [ProbeText.Question])
            {
                questions.Add(clock.GetTimestamp());
            }

            return clock.HangAsync(mayBeTooMuch);
        });
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        for (var batch = 0; batch < 3; batch++)
        {
            await Assert.ThrowsAsync<ModelUnavailableException>(() => tries.EmbedAsync("source", ["text", "text"], isSuspect: batch == 2, Cancel));
        }

        Assert.Empty(embedder.ExpectedLess);
        Assert.InRange(questions.Count, 2, embedder.Asked.Count / 2);
        Assert.All(questions.Zip(questions.Skip(1)), pair => Assert.True(clock.GetElapsedTime(pair.First, pair.Second) >= TimeSpan.FromSeconds(10)));
    }

    // A text alone is no smaller in halves: it is given the waits that any text is given.
    [Theory]
    [InlineData(2, false, 1)]
    [InlineData(2, true, 1)]
    [InlineData(1, false, 3)]
    public async Task WhatIsNotAnsweredInTheLongestTime_WhileAQuestionIs_IsTooMuch(int count, bool isSuspect, int waits)
    {
        var clock = new EagerClock { Never = TimeSpan.FromSeconds(5) };
        var embedder = new ScriptedEmbedder((texts, _) => texts is [ProbeText.Question] ? Task.CompletedTask : clock.HangAsync(mayBeTooMuch: true));
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<TextRefusedException>(() => tries.EmbedAsync("source", [.. Enumerable.Repeat("text", count)], isSuspect, Cancel));

        Assert.Equal(waits, embedder.Asked.Count(texts => texts[0] == "text"));
        Assert.Equal(count > 1 ? 1 : 0, embedder.ExpectedLess.Count);
    }

    [Fact]
    public async Task AQuestionThatWasLost_IsAskedAgain()
    {
        var clock = new EagerClock { Never = TimeSpan.FromSeconds(5) };
        var questions = 0;
        var embedder = new ScriptedEmbedder((texts, _) => texts is [ProbeText.Question] && ++questions > 1 ? Task.CompletedTask : clock.HangAsync());
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<TextRefusedException>(() => tries.EmbedAsync("source", ["text", "text"], isSuspect: false, Cancel));

        Assert.Equal(2, questions);
    }

    [Fact]
    public async Task AQuestion_DoesNotWaitForBatchesThatHang()
    {
        var clock = new EagerClock { Never = TimeSpan.FromSeconds(5) };
        ScriptedEmbedder? embedder = null;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task? hanging = null;
        using var room = new SemaphoreSlim(1);
        embedder = new ScriptedEmbedder((texts, cancellationToken) =>
        {
            if (texts is [ProbeText.Question])
            {
                return Task.CompletedTask;
            }

            if (texts is ["other"])
            {
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            // It takes the room that is given up, once and for all, when this text is waited for no longer.
            hanging ??= embedder!.EmbedAsync(["other"], over.Token).AsTask();
            return clock.HangAsync();
        })
        {
            Room = room,
        };
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        var tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<TextRefusedException>(() => tries.EmbedAsync("source", ["text", "text"], isSuspect: true, Cancel));

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging!);
    }

    /// <summary>Stands still until it is advanced, and says when somebody waits.</summary>
    private sealed class AnnouncingClock : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Timers => _timers.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero)
            {
                _timers.Writer.TryWrite(dueTime);
            }

            return timer;
        }
    }
}
