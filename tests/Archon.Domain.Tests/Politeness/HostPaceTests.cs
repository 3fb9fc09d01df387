using Archon.Domain.Politeness;

namespace Archon.Domain.Tests.Politeness;

public sealed class HostPaceTests
{
    private static readonly PaceRules Rules = new(16, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private HostPace _pace = HostPace.Initial(Rules);
    private DateTimeOffset _now = Start;
    private DateTimeOffset _told;

    [Fact]
    public void AHostNothingIsKnownOf_BeginsAtTheCeiling()
    {
        Assert.Equal(16, _pace.Concurrency);
        Assert.True(_pace.HeldUntil <= _now);
    }

    [Fact]
    public void Success_NeverRaisesTheLimitAboveTheCeiling()
    {
        Rounds(100, ExchangeVerdict.Good);

        Assert.Equal(16, _pace.Concurrency);
    }

    [Fact]
    public void ABurstOfErrors_HalvesTheLimitOnce()
    {
        Rounds(1, ExchangeVerdict.Good);
        var started = _now;
        for (var i = 0; i < 16; i++)
        {
            Tell(ExchangeVerdict.Bad, started);
        }

        Assert.Equal(8, _pace.Concurrency);
        Assert.True(_pace.HeldUntil <= _now);
    }

    [Theory]
    [InlineData(ExchangeVerdict.Bad, 4)]
    [InlineData(ExchangeVerdict.Throttled, 1)]
    [InlineData(ExchangeVerdict.Silent, 16)]
    public void Trouble_RoundAfterRound_EndsAtAQuarterOfTheCeiling_AndThrottlingAtOneRequest(ExchangeVerdict verdict, int expected)
    {
        Rounds(1, ExchangeVerdict.Good);

        Rounds(20, verdict);
        Assert.Equal(expected, _pace.Concurrency);

        Rounds(200, ExchangeVerdict.Good);
        Assert.Equal(16, _pace.Concurrency);
    }

    [Fact]
    public void Errors_OfAHostThatThrottles_DoNotRaiseItsLimit()
    {
        Rounds(20, ExchangeVerdict.Throttled);
        Rounds(1, ExchangeVerdict.Good);
        Rounds(5, ExchangeVerdict.Bad);

        Assert.Equal(2, _pace.Concurrency);
    }

    [Fact]
    public void AHostThatNeverAnswered_IsNotAskedLess()
    {
        Rounds(20, ExchangeVerdict.Bad);

        Assert.Equal(16, _pace.Concurrency);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ASmallCeiling_LeavesOneRequestAtLeast(int ceiling)
    {
        var rules = Rules with { Ceiling = ceiling };
        var pace = HostPace.Initial(rules).After(new Exchange(ExchangeVerdict.Good, Start, null, null), Start, 0, rules);
        for (var i = 1; i < 9; i++)
        {
            pace = pace.After(new Exchange(ExchangeVerdict.Throttled, Start + TimeSpan.FromSeconds(i), null, null), Start + TimeSpan.FromSeconds(i), 0, rules);
        }

        Assert.Equal(1, pace.Concurrency);
    }

    [Fact]
    public void Success_RaisesTheLimitByOneRequestARound()
    {
        Tell(ExchangeVerdict.Throttled, _now);
        for (var limit = 8; limit < 16; limit++)
        {
            Assert.Equal(limit, _pace.Concurrency);
            for (var i = 0; i <= limit; i++)
            {
                Tell(ExchangeVerdict.Good, _now);
            }
        }

        Assert.Equal(16, _pace.Concurrency);
    }

    [Fact]
    public void WhatWasUnderWayAtACut_SaysNothingNew()
    {
        var before = _now;
        Tell(ExchangeVerdict.Throttled, before);
        var cut = _pace;

        Tell(ExchangeVerdict.Good, before);
        Tell(ExchangeVerdict.Bad, before);
        Tell(ExchangeVerdict.Throttled, before);

        Assert.Equal((cut.Limit, 1), (_pace.Limit, _pace.Level));
    }

    [Theory]
    [InlineData(0.0, new[] { 0.5, 1, 2, 4, 8, 16, 30, 30 })]
    [InlineData(1.0, new[] { 1.0, 2, 4, 8, 16, 32, 60, 60 })]
    public void ThrottlingInARow_HoldsTheHostTwiceAsLongEachTime(double chance, double[] seconds)
    {
        foreach (var expected in seconds)
        {
            Tell(ExchangeVerdict.Throttled, _now, chance: chance);
            Assert.Equal(expected, (_pace.HeldUntil - _told).TotalSeconds);
            _now = _pace.HeldUntil;
        }

        Tell(ExchangeVerdict.Good, _now);
        Tell(ExchangeVerdict.Throttled, _now, chance: chance);
        Assert.Equal((1, seconds[0]), (_pace.Level, (_pace.HeldUntil - _told).TotalSeconds));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0, 1)]
    [InlineData(3600, 300)]
    public void RetryAfter_IsObeyedUpToABound_AndIsNeverLessThanTheBackOff(int asked, int held)
    {
        Tell(ExchangeVerdict.Throttled, _now, TimeSpan.FromSeconds(asked), chance: 1);

        Assert.Equal(held, (_pace.HeldUntil - _told).TotalSeconds);
    }

    [Fact]
    public void ALongerRetryAfterOfTheSameRound_Counts_AndAShorterOneDoesNot()
    {
        var before = _now;
        Tell(ExchangeVerdict.Throttled, before, TimeSpan.FromSeconds(5));
        Tell(ExchangeVerdict.Throttled, before, TimeSpan.FromSeconds(60));
        Tell(ExchangeVerdict.Throttled, before, TimeSpan.FromSeconds(2));

        Assert.Equal(before + TimeSpan.FromSeconds(60) + TimeSpan.FromMilliseconds(1), _pace.HeldUntil);
        Assert.Equal((8, 1), (_pace.Concurrency, _pace.Level));
    }

    [Fact]
    public void LatencyFarAboveItsBaseline_HalvesTheLimit_AndWhatIsLittleSlowerDoesNot()
    {
        Rounds(50, ExchangeVerdict.Good, TimeSpan.FromMilliseconds(100));
        Rounds(50, ExchangeVerdict.Good, TimeSpan.FromMilliseconds(900));
        Assert.Equal(16, _pace.Concurrency);

        for (var i = 0; i < 50 && _pace.Concurrency == 16; i++)
        {
            Rounds(1, ExchangeVerdict.Good, TimeSpan.FromSeconds(3));
        }

        Assert.Equal(8, _pace.Concurrency);
        Assert.True(_pace.HeldUntil <= _now);
    }

    [Fact]
    public void AHostThatIsAlwaysSlow_HasThatAsItsBaseline()
    {
        Rounds(200, ExchangeVerdict.Good, TimeSpan.FromSeconds(5));

        Assert.Equal(16, _pace.Concurrency);
    }

    [Theory]
    [InlineData(2, 2, 4)]
    [InlineData(9, 0, 2)]
    [InlineData(9, 8, 2)]
    [InlineData(11, 0, 16)]
    [InlineData(11, 2, 2)]
    public void AHostIsRemembered_TenMinutesAfterItWasHeldOrAsked(int minutesAgo, int heldForMinutes, int expected)
    {
        var asked = Start - TimeSpan.FromMinutes(minutesAgo);

        var pace = HostPace.Remembered(expected == 16 ? 2 : expected, 3, asked + TimeSpan.FromMinutes(heldForMinutes), asked, Start, Rules);

        Assert.Equal((expected, expected == 16 ? 0 : 3), (pace.Concurrency, pace.Level));
    }

    [Fact]
    public void AHostThatIsHeld_StaysHeldWhenItIsRemembered()
    {
        var until = Start + TimeSpan.FromMinutes(5);

        Assert.Equal(until, HostPace.Remembered(0.5, 2, until, Start - TimeSpan.FromHours(1), Start, Rules).HeldUntil);
    }

    private void Rounds(int count, ExchangeVerdict verdict, TimeSpan? latency = null)
    {
        for (var i = 0; i < count; i++)
        {
            Tell(verdict, _now, latency: latency);
        }
    }

    private void Tell(ExchangeVerdict verdict, DateTimeOffset started, TimeSpan? retryAfter = null, double chance = 0.5, TimeSpan? latency = null)
    {
        _pace = _pace.After(new Exchange(verdict, started, latency, retryAfter), _now, chance, Rules);
        _told = _now;
        _now += TimeSpan.FromMilliseconds(1);
    }
}
