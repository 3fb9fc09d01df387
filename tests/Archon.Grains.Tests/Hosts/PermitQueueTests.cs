using Archon.Grains.Hosts;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Grains.Tests.Hosts;

public sealed class PermitQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly FakeTimeProvider _clock = new();

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public void Grant_NeverGivesMoreThanTheLimit_FirstComeFirstServed()
    {
        var queue = new PermitQueue(2, Lease);
        var waiters = Enumerable.Range(0, 5).Select(_ => queue.Enqueue(CancellationToken.None)).ToArray();

        queue.Grant(Now);
        Assert.Equal([true, true, false, false, false], waiters.Select(waiter => waiter.IsCompletedSuccessfully));

        queue.Release(Id(waiters[1]));
        queue.Grant(Now);
        Assert.Equal([true, true, true, false, false], waiters.Select(waiter => waiter.IsCompletedSuccessfully));
        Assert.Equal(3, waiters.Take(3).Select(Id).Distinct().Count());
    }

    [Fact]
    public void Grant_KeepsTheDelayBetweenTwoStarts()
    {
        var queue = new PermitQueue(16, Lease) { Delay = TimeSpan.FromSeconds(10) };
        var waiters = Enumerable.Range(0, 3).Select(_ => queue.Enqueue(CancellationToken.None)).ToArray();

        for (var granted = 1; granted <= 3; granted++)
        {
            var again = queue.Grant(Now);
            Assert.Equal(granted, waiters.Count(waiter => waiter.IsCompletedSuccessfully));
            Assert.Equal(granted < 3 ? Now + queue.Delay : null, again);

            // One tick early is too early.
            _clock.Advance(queue.Delay - TimeSpan.FromTicks(1));
            queue.Grant(Now);
            Assert.Equal(granted, waiters.Count(waiter => waiter.IsCompletedSuccessfully));
            _clock.Advance(TimeSpan.FromTicks(1));
        }
    }

    [Fact]
    public void HoldUntil_HoldsTheWholeHost_AndAnEarlierTimeDoesNotShortenIt()
    {
        var queue = new PermitQueue(16, Lease);
        queue.HoldUntil(Now + TimeSpan.FromMinutes(1));
        queue.HoldUntil(Now + TimeSpan.FromSeconds(1));
        var waiters = new[] { queue.Enqueue(CancellationToken.None), queue.Enqueue(CancellationToken.None) };

        Assert.Equal(Now + TimeSpan.FromMinutes(1), queue.Grant(Now));
        Assert.DoesNotContain(waiters, waiter => waiter.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(queue.Grant(Now));
        Assert.All(waiters, waiter => Assert.True(waiter.IsCompletedSuccessfully));
    }

    [Fact]
    public void APermitNeverGivenBack_Expires()
    {
        var queue = new PermitQueue(1, Lease);
        var lost = queue.Enqueue(CancellationToken.None);
        queue.Grant(Now);
        var next = queue.Enqueue(CancellationToken.None);

        Assert.Equal(Now + Lease, queue.Grant(Now));
        _clock.Advance(Lease);
        while (queue.Grant(Now) is { } again && again <= Now)
        {
        }

        Assert.True(next.IsCompletedSuccessfully);

        // What comes back after its lease gives nothing to anybody.
        queue.Release(Id(lost));
        var third = queue.Enqueue(CancellationToken.None);
        queue.Grant(Now);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public void ACancelledWaiter_GivesItsPlaceUp()
    {
        using var cancel = new CancellationTokenSource();
        var queue = new PermitQueue(1, Lease);
        var first = queue.Enqueue(CancellationToken.None);
        var second = queue.Enqueue(cancel.Token);
        var third = queue.Enqueue(CancellationToken.None);
        queue.Grant(Now);

        cancel.Cancel();
        queue.Release(Id(first));
        queue.Grant(Now);

        Assert.True(second.IsCanceled);
        Assert.True(third.IsCompletedSuccessfully);
    }

    // Enqueue's task is complete wherever this is asked.
    private static long Id(Task<long> permit) => permit.IsCompletedSuccessfully ? permit.GetAwaiter().GetResult() : throw new InvalidOperationException("Not granted.");

    [Fact]
    public async Task Release_OfAPermitStillWaitedFor_GivesThePlaceUp()
    {
        var queue = new PermitQueue(1, Lease);
        var held = queue.Enqueue(CancellationToken.None, wanted: 41);
        var waiting = queue.Enqueue(CancellationToken.None, wanted: 42);
        var next = queue.Enqueue(CancellationToken.None, wanted: 43);
        queue.Grant(Now);

        queue.Release(42);
        queue.Release(await held);
        queue.Grant(Now);

        Assert.True(waiting.IsCanceled);
        Assert.Equal(43, await next);
    }

    [Fact]
    public async Task Release_OfAPermitItsOwnerNeverHeardOf_MakesRoom()
    {
        var queue = new PermitQueue(1, Lease);
        _ = queue.Enqueue(CancellationToken.None, wanted: 41);
        var next = queue.Enqueue(CancellationToken.None);
        queue.Grant(Now);

        queue.Release(41);
        queue.Grant(Now);

        Assert.NotEqual(41, await next);
    }
}
