using Microsoft.Extensions.Time.Testing;

namespace Archon.Embeddings.Tests;

public sealed class AnswerPatienceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly AnswerPatience _patience;

    public AnswerPatienceTests() => _patience = new AnswerPatience(Minute, _clock);

    [Fact]
    public void NothingIsKnown_AsLongAsIsAllowedIsWaited() => Assert.Equal(Minute, _patience.Next());

    [Theory]
    [InlineData(0.2, 5)]
    [InlineData(2, 10)]
    [InlineData(30, 60)]
    public void AnAnswer_IsWaitedForSeveralTimesAsLongAsTheLast(double took, double wait)
    {
        _patience.Answered(TimeSpan.FromSeconds(took));

        Assert.Equal(TimeSpan.FromSeconds(wait), _patience.Next());
    }

    [Fact]
    public void AQuickAnswer_LowersItByATenth_AndASlowOneCountsAtOnce()
    {
        _patience.Answered(TimeSpan.FromSeconds(4));
        _patience.Answered(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(18), _patience.Next());

        _patience.Answered(TimeSpan.FromSeconds(8));
        Assert.Equal(TimeSpan.FromSeconds(40), _patience.Next());
    }

    [Fact]
    public void NoAnswer_DoublesIt_UpToWhatIsAllowed()
    {
        _patience.Answered(TimeSpan.FromSeconds(1));
        foreach (var wait in new[] { 5, 10, 20, 40, 60, 60 })
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), _patience.Next());
            _patience.GaveUp(_patience.Next());
        }
    }

    [Fact]
    public void ARequestThatIsLost_WhileOthersAreAnswered_MakesTheNextWaitAQuarterLonger()
    {
        _patience.Answered(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_patience.HasAnsweredWithin(TimeSpan.FromSeconds(5)));
        Assert.False(_patience.HasAnsweredWithin(TimeSpan.FromSeconds(4)));

        _patience.GaveUp(TimeSpan.FromSeconds(8), others: true);

        Assert.Equal(TimeSpan.FromSeconds(10), _patience.Next());
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(false, 20)]
    public void AMuchSmallerRequestThatIsNotAnswered_TeachesNothing_WhileOthersAreAnswered(bool others, double next)
    {
        _patience.Answered(TimeSpan.FromSeconds(2), size: 10);

        _patience.GaveUp(TimeSpan.FromSeconds(10), size: 1, others);

        Assert.Equal(TimeSpan.FromSeconds(next), _patience.Next(size: 10));
    }

    [Fact]
    public void ALargerRequest_IsWaitedForInProportion_AndASmallerOneAsLongAsTheOther()
    {
        _patience.Answered(TimeSpan.FromSeconds(2), size: 10);

        Assert.Equal(TimeSpan.FromSeconds(10), _patience.Next(size: 1));
        Assert.Equal(TimeSpan.FromSeconds(30), _patience.Next(size: 30));

        for (var i = 0; i < 10; i++)
        {
            _patience.Answered(TimeSpan.FromSeconds(0.1), size: 1);
        }

        Assert.Equal(TimeSpan.FromSeconds(10), _patience.Next(size: 10));
    }

    [Fact]
    public void WhatIsLearnedWhileOneWaits_Counts()
    {
        using var watch = new AnswerWatch(_patience, 1);
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.False(watch.Deadline.IsCancellationRequested);

        _patience.Answered(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(watch.Deadline.IsCancellationRequested);
    }

    [Fact]
    public void AnAnswerThatCame_IsNotWaitedForAnyMore()
    {
        var watch = new AnswerWatch(_patience, 1);
        watch.Dispose();

        _clock.Advance(2 * Minute);
        Assert.InRange(watch.Elapsed, 2 * Minute, 3 * Minute);
    }

    [Fact]
    public void AfterAMinuteOfSilence_NothingIsKnown()
    {
        _patience.Answered(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(Minute, _patience.Next());
    }
}
