using Archon.Domain.Embedding;

namespace Archon.Domain.Tests.Embedding;

public sealed class RateBudgetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly RateLimits Refusal = new() { SilentFor = TimeSpan.FromSeconds(1) };

    private readonly RateBudget _budget = new();

    [Fact]
    public void WithoutLimits_NobodyWaits()
    {
        _budget.Set(null, null, Noon);

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Equal(TimeSpan.Zero, _budget.Take(1_000_000, Noon)));
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(600, 3)]
    [InlineData(100_000, 2_500)]
    public void NoMinute_HoldsMoreThanItsLimit(long perMinute, long tokens)
    {
        _budget.Set(null, perMinute, Noon);
        var sent = Sent(TimeSpan.FromMinutes(5), tokens);

        for (var first = 0; first < sent.Count; first++)
        {
            var inAMinute = sent.Skip(first).TakeWhile(at => at - sent[first] < TimeSpan.FromMinutes(1)).Count();
            Assert.InRange(inAMinute * tokens, 0, perMinute);
        }

        // Nor much less over the whole time.
        Assert.InRange(sent.Count * tokens, perMinute * 5 * 0.85, perMinute * 5);
    }

    [Fact]
    public void RequestsAndTokens_AreBothKeptTo()
    {
        _budget.Set(60, 600, Noon);

        // Six requests at once by the one limit, sixty tokens by the other.
        Assert.Equal(TimeSpan.Zero, _budget.Take(50, Noon));
        Assert.True(_budget.Take(50, Noon) > TimeSpan.Zero);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(TimeSpan.Zero, _budget.Take(2, Noon)));
        Assert.True(_budget.Take(0, Noon) > TimeSpan.Zero);
    }

    [Fact]
    public void WhatIsLargerThanATenth_GoesWhenTheBudgetIsWhole_AndIsPaidBack()
    {
        _budget.Set(null, 600, Noon);

        Assert.Equal(TimeSpan.Zero, _budget.Take(300, Noon));
        var wait = _budget.Take(60, Noon);

        // 300 tokens at 9 a second.
        Assert.Equal(300 / 9.0, wait.TotalSeconds, 3);
        Assert.Equal(TimeSpan.Zero, _budget.Take(60, Noon + wait));
    }

    [Fact]
    public void ARefusedRequest_TakesNothing()
    {
        _budget.Set(10, null, Noon);
        Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon));

        var waits = Enumerable.Range(0, 100).Select(_ => _budget.Take(1, Noon)).Distinct();

        Assert.Single(waits);
    }

    [Fact]
    public void WhatTheServerHasLeft_IsWhatMayBeSent()
    {
        _budget.Learn(new RateLimits { Requests = new RateAllowance(100, 2, TimeSpan.FromSeconds(98)) }, Noon);

        Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon));
        Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon));
        Assert.Equal(1, _budget.Take(1, Noon).TotalSeconds, 3);

        // An answer to the first, late: the second was on its way and is not counted in it.
        _budget.Learn(new RateLimits { Requests = new RateAllowance(100, 99, TimeSpan.FromSeconds(1)) }, Noon);
        Assert.True(_budget.Take(1, Noon) > TimeSpan.Zero);
    }

    [Fact]
    public void ALimitOfADay_DoesNotSlowDownWhoHasMuchLeft()
    {
        _budget.Learn(new RateLimits { Requests = new RateAllowance(10_000, 9_999, TimeSpan.FromSeconds(8.64)) }, Noon);

        Assert.All(Enumerable.Range(0, 9_999), _ => Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon)));
        Assert.Equal(8.64, _budget.Take(1, Noon).TotalSeconds, 2);
    }

    [Fact]
    public void AServerThatWantsToBeLeftAlone_Is()
    {
        _budget.Learn(new RateLimits { SilentFor = TimeSpan.FromSeconds(20) }, Noon);
        _budget.Learn(new RateLimits { SilentFor = TimeSpan.FromSeconds(1) }, Noon);

        Assert.Equal(TimeSpan.FromSeconds(20), _budget.Take(1, Noon));
        Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon.AddSeconds(20)));
    }

    [Fact]
    public void WhatIsUsedUp_IsWaitedFor_HoweverShortItIs()
    {
        _budget.Learn(new RateLimits { UsedUpFor = TimeSpan.FromMilliseconds(300) }, Noon);
        _budget.Learn(new RateLimits(), Noon);

        Assert.Equal(TimeSpan.FromMilliseconds(300), _budget.Take(1, Noon));
        Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon.AddMilliseconds(300)));
    }

    [Fact]
    public void AServerThatRefusesSome_IsAskedByTheOthers()
    {
        for (var n = 0; n < 20; n++)
        {
            for (var refusal = 1; refusal < RateBudget.RefusalsInARow; refusal++)
            {
                _budget.Learn(Refusal, Noon);
            }

            Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon));
            _budget.Learn(new RateLimits(), Noon);
        }
    }

    [Fact]
    public void AServerThatRefusesAll_IsLeftAloneAtTheEighth_AndAtEachAfterIt()
    {
        for (var n = 0; n < 8; n++)
        {
            Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon));
            _budget.Learn(Refusal, Noon);
        }

        Assert.Equal(TimeSpan.FromSeconds(1), _budget.Take(1, Noon));
        Assert.Equal(TimeSpan.Zero, _budget.Take(1, Noon.AddSeconds(1)));

        _budget.Learn(Refusal, Noon.AddSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), _budget.Take(1, Noon.AddSeconds(1)));
    }

    [Fact]
    public void WhatCouldNotWait_IsPaidBackByTheOthers()
    {
        _budget.Set(60, null, Noon);
        for (var n = 0; n < 15; n++)
        {
            _budget.Spend(1, Noon);
        }

        // Nine beyond the six, and one for itself, at 0.9 a second.
        Assert.Equal(10 / 0.9, _budget.Take(1, Noon).TotalSeconds, 3);
    }

    private List<DateTimeOffset> Sent(TimeSpan time, long tokens)
    {
        var sent = new List<DateTimeOffset>();
        for (var now = Noon; now < Noon + time;)
        {
            var wait = _budget.Take(tokens, now);
            if (wait == TimeSpan.Zero)
            {
                sent.Add(now);
            }

            // A waiter comes back a little late.
            now += wait + TimeSpan.FromMilliseconds(10);
        }

        return sent;
    }
}
