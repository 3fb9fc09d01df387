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

        queue.Release(waiters[1].Id, Now);
        queue.Grant(Now);
        Assert.Equal([true, true, true, false, false], waiters.Select(waiter => waiter.Turn.IsCompletedSuccessfully));
        Assert.Equal(3, waiters.Take(3).Select(waiter => waiter.Id).Distinct().Count());
    }

    [Fact]
    public void Grant_WithADelay_GivesOneAtATime_EachThatLongAfterTheEndOfTheOneBefore()
    {
        var queue = new PermitQueue(16, Lease, Absence) { Delay = TimeSpan.FromSeconds(10) };
        var waiters = Enumerable.Range(0, 3).Select(_ => Wait(queue)).ToArray();

        for (var granted = 1; granted <= 3; granted++)
        {
            var again = queue.Grant(Now);
            Assert.Equal(granted, waiters.Count(waiter => waiter.Turn.IsCompletedSuccessfully));
            Assert.Equal(granted < 3 ? Now + Lease : null, again);

            _clock.Advance(TimeSpan.FromSeconds(3));
            queue.Release(waiters[granted - 1].Id, Now);
            Assert.Equal(granted < 3 ? Now + queue.Delay : null, queue.Grant(Now));

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
        queue.Release(lost.Id, Now);
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
        queue.Release(first.Id, Now);
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

        queue.Release(waiting.Id, Now);
        queue.Release(held.Id, Now);
        queue.Grant(Now);

        Assert.True(waiting.Turn.IsCanceled);
        Assert.True(next.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void AskedForAfterItsRelease_AsWhenMessagesOvertakeEachOther_APermitIsNotGranted()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        queue.Release(77, Now);

        var late = queue.Enqueue(77, "silo", "crawl");
        var next = Wait(queue);
        queue.Grant(Now);

        Assert.True(late.Turn.IsCanceled);
        Assert.True(next.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void AskedForAgain_APermitThatIsGrantedAlreadyIsTheSame()
    {
        var queue = new PermitQueue(2, Lease, Absence);
        var first = Wait(queue);
        queue.Grant(Now);

        Assert.True(queue.Enqueue(first.Id, "silo", "crawl").Turn.IsCompletedSuccessfully);

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
        Assert.Same(waiting, queue.Enqueue(waiting.Id, "silo", "crawl"));

        queue.Release(held.Id, Now);
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

        queue.Release(held.Id, Now);
        queue.Grant(Now);
        Assert.True(next.Turn.IsCompletedSuccessfully);

        _clock.Advance(Absence);
        queue.Grant(Now);
        Assert.NotSame(left, queue.Enqueue(left.Id, "silo", "crawl"));
    }

    [Fact]
    public void APlaceTwoCallsWaitAt_IsNotLeftByTheFirst()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var place = Wait(queue);
        queue.Enqueue(place.Id, "silo", "crawl");

        place.Leave(Now);
        queue.Grant(Now);

        Assert.True(place.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void PermitsOfASiloThatIsGone_AreFreeAfterASecond_HoweverBusyTheHost()
    {
        var isGone = false;
        var queue = new PermitQueue(1, Lease, Absence, silo => isGone && silo == "dying");
        var held = queue.Enqueue(1001, "dying", "crawl");
        var waiting = Wait(queue);
        queue.Grant(Now);
        queue.Grant(Now);
        Assert.True(held.Turn.IsCompletedSuccessfully);
        isGone = true;

        for (var later = TimeSpan.Zero; later < TimeSpan.FromSeconds(1); later += TimeSpan.FromMilliseconds(100))
        {
            Assert.Equal(Now + later + TimeSpan.FromSeconds(1), queue.Grant(Now + later));
            Assert.False(waiting.Turn.IsCompleted);
        }

        queue.Grant(Now + TimeSpan.FromSeconds(1));
        Assert.True(waiting.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void CrawlsThatWaitForOneHost_TakeTurns_HoweverManyPagesTheyWaitWith()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var many = Enumerable.Range(0, 6).Select(_ => Wait(queue, "many")).ToList();
        var few = Enumerable.Range(0, 3).Select(_ => Wait(queue, "few")).ToList();
        var order = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            queue.Grant(Now);
            var next = many.Concat(few).Single(place => place.Turn.IsCompletedSuccessfully);
            order.Add(next.Crawl);
            _ = many.Remove(next) || few.Remove(next);
            queue.Release(next.Id, Now);
        }

        Assert.Equal(["many", "few", "many", "few", "many", "few", "many", "many", "many"], order);
    }

    [Fact]
    public void ACrawlThatIsAwayForAMoment_KeepsItsTurn()
    {
        var queue = new PermitQueue(1, Lease, Absence);
        var (first, second) = (Wait(queue, "a"), Wait(queue, "b"));
        queue.Grant(Now);
        queue.Release(first.Id, Now);
        queue.Grant(Now);
        queue.Release(second.Id, Now);

        // It is a's turn, but only b is there, twice; then a comes back, and is before b.
        var (once, again) = (Wait(queue, "b"), Wait(queue, "b"));
        queue.Grant(Now);
        var back = Wait(queue, "a");
        queue.Release(once.Id, Now);
        queue.Grant(Now);

        Assert.True(back.Turn.IsCompletedSuccessfully);
        Assert.False(again.Turn.IsCompleted);
    }

    [Fact]
    public void Rest_CountsTheDelayFromThenOn()
    {
        var queue = new PermitQueue(16, Lease, Absence) { Delay = TimeSpan.FromSeconds(10) };
        queue.Rest(Now);
        var waiting = Wait(queue);

        Assert.Equal(Now + queue.Delay, queue.Grant(Now));
        _clock.Advance(queue.Delay);
        queue.Grant(Now);
        Assert.True(waiting.Turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void ALowerLimit_TakesNothingBack_AndCountsForWhatComesNext()
    {
        var queue = new PermitQueue(4, Lease, Absence);
        var waiters = Enumerable.Range(0, 6).Select(_ => Wait(queue)).ToArray();
        queue.Grant(Now);
        queue.Concurrency = 2;

        queue.Release(waiters[0].Id, Now);
        queue.Release(waiters[1].Id, Now);
        queue.Grant(Now);
        Assert.False(waiters[4].Turn.IsCompleted);

        queue.Release(waiters[2].Id, Now);
        queue.Grant(Now);
        Assert.True(waiters[4].Turn.IsCompletedSuccessfully);
        Assert.False(waiters[5].Turn.IsCompleted);
    }

    private PermitPlace Wait(PermitQueue queue, string crawl = "crawl") => queue.Enqueue(++_lastId, "silo", crawl);
}
