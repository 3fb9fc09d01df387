using Archon.Grains.Hosts;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Grains.Tests.Hosts;

public sealed class PermitQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = new();
    private long _lastId;

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public void Grant_NeverGivesMoreThanTheLimit_FirstComeFirstServed()
    {
        var queue = new PermitQueue(2, Lease, Absence);
        var waiters = Enumerable.Range(0, 5).Select(_ => Wait(queue)).ToArray();

        queue.Grant(Now);
        Assert.Equal([true, true, false, false, false], waiters.Select(waiter => waiter.Turn.IsCompletedSuccessfully));

        queue.Release(waiters[1].Id);
        queue.Grant(Now);
        Assert.Equal([true, true, true, false, false], waiters.Select(waiter => waiter.Turn.IsCompletedSuccessfully));
        Assert.Equal(3, waiters.Take(3).Select(waiter => waiter.Id).Distinct().Count());
    }

    [Fact]
    public void Grant_KeepsTheDelayBetweenTwoStarts()
    {
        var queue = new PermitQueue(16, Lease, Absence) { Delay = TimeSpan.FromSeconds(10) };
        var waiters = Enumerable.Range(0, 3).Select(_ => Wait(queue)).ToArray();

        for (var granted = 1; granted <= 3; granted++)
        {
            var again = queue.Grant(Now);
            Assert.Equal(granted, waiters.Count(waiter => waiter.Turn.IsCompletedSuccessfully));
            Assert.Equal(granted < 3 ? Now + queue.Delay : null, again);

            // One tick early is too early.
            _clock.Advance(queue.Delay - TimeSpan.FromTicks(1));
            queue.Grant(Now);
            Assert.Equal(granted, waiters.Count(waiter => waiter.Turn.IsCompletedSuccessfully));
            _clock.Advance(TimeSpan.FromTicks(1));
        }
    }

    [Fact]
    public void HoldUntil_HoldsTheWholeHost_AndAnEarlierTimeDoesNotShortenIt()
    {
        var queue = new PermitQueue(16, Lease, Absence);
        queue.HoldUntil(Now + TimeSpan.FromMinutes(1));
        queue.HoldUntil(Now + TimeSpan.FromSeconds(1));
        var waiters = new[] { Wait(queue), Wait(queue) };

        Assert.Equal(Now + TimeSpan.FromMinutes(1), queue.Grant(Now));
        Assert.DoesNotContain(waiters, waiter => waiter.Turn.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(queue.Grant(Now));
        Assert.All(waiters, waiter => Assert.True(waiter.Turn.IsCompletedSuccessfully));
    }

    [Fact]
    public void APermitNeverGivenBack_Expires()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var lost = Wait(queue);
        queue.Grant(Now);
        var next = Wait(queue);

        Assert.Equal(Now + Lease, queue.Grant(Now));
        _clock.Advance(Lease);
        while (queue.Grant(Now) is { } again && again <= Now)
        {
        }

        Assert.True(next.Turn.IsCompletedSuccessfully);

        // What comes back after its lease gives nothing to anybody.
        queue.Release(lost.Id);
        var third = Wait(queue);
        queue.Grant(Now);
        Assert.False(third.Turn.IsCompleted);
    }

    [Fact]
    public void ACancelledWaiter_GivesItsPlaceUp()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var first = Wait(queue);
        var second = Wait(queue);
        var third = Wait(queue);
        queue.Grant(Now);

        second.GiveUp();
        queue.Release(first.Id);
        queue.Grant(Now);

        Assert.True(second.Turn.IsCanceled);
        Assert.True(third.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void Release_OfAPermitStillWaitedFor_GivesThePlaceUp()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var (held, waiting, next) = (Wait(queue), Wait(queue), Wait(queue));
        queue.Grant(Now);

        queue.Release(waiting.Id);
        queue.Release(held.Id);
        queue.Grant(Now);

        Assert.True(waiting.Turn.IsCanceled);
        Assert.True(next.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void AskedForAgain_APermitThatIsGrantedAlreadyIsTheSame()
    {
        var queue = new PermitQueue(2, Lease, Absence);
        var first = Wait(queue);
        queue.Grant(Now);

        Assert.True(queue.Enqueue(first.Id, "silo").Turn.IsCompletedSuccessfully);

        // Nothing was taken from the others.
        var second = Wait(queue);
        queue.Grant(Now);
        Assert.True(second.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void AskedForAgain_APlaceStaysWhereItWas_AndGetsNothingMeanwhile()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var (held, waiting, next) = (Wait(queue), Wait(queue), Wait(queue));
        queue.Grant(Now);

        waiting.Leave(Now);
        queue.Grant(Now);
        Assert.Same(waiting, queue.Enqueue(waiting.Id, "silo"));

        queue.Release(held.Id);
        queue.Grant(Now);
        Assert.True(waiting.Turn.IsCompletedSuccessfully);
        Assert.False(next.Turn.IsCompleted);
    }

    [Fact]
    public void APlaceNobodyAsksForAgain_IsPassedOverAndThenGivenUp()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var (held, left, next) = (Wait(queue), Wait(queue), Wait(queue));
        queue.Grant(Now);
        left.Leave(Now);

        queue.Release(held.Id);
        queue.Grant(Now);
        Assert.True(next.Turn.IsCompletedSuccessfully);

        _clock.Advance(Absence);
        queue.Grant(Now);
        Assert.NotSame(left, queue.Enqueue(left.Id, "silo"));
    }

    [Fact]
    public void APlaceTwoCallsWaitAt_IsNotLeftByTheFirst()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var place = Wait(queue);
        queue.Enqueue(place.Id, "silo");

        place.Leave(Now);
        queue.Grant(Now);

        Assert.True(place.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void ReleaseWhere_TheirSiloIsGone_PermitsAreFree()
    {
        var queue = new PermitQueue(2, Lease, Absence);
        queue.Enqueue(1, "dead");
        queue.Enqueue(2, "alive");
        var (third, fourth) = (queue.Enqueue(3, "alive"), queue.Enqueue(4, "alive"));
        queue.Grant(Now);

        queue.ReleaseWhere(silo => silo == "dead");
        queue.Grant(Now);

        Assert.True(third.Turn.IsCompletedSuccessfully);
        Assert.False(fourth.Turn.IsCompleted);
    }

    private PermitPlace Wait(PermitQueue queue) => queue.Enqueue(++_lastId, "silo");
}
