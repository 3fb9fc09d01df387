using Archon.Grains.Processing;
using Archon.Grains.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Tests.Processing;

public sealed class CpuGateTests : IDisposable
{
    private readonly CpuGate _gate = new(Options.Create(new CpuOptions { Threads = 1, QueueLength = 1 }));
    private readonly ManualResetEventSlim _release = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _release.Set();
        _gate.Dispose();
    }

    [Fact]
    public async Task WorkThatThrows_TellsItsCallerAndSparesTheThread()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _gate.RunAsync<int>(_ => throw new InvalidDataException("Broken."), Cancel));

        Assert.Equal(42, await _gate.RunAsync(_ => 42, Cancel));
    }

    [Fact]
    public async Task MoreWorkThanTheQueueHolds_WaitsForAPlaceAndIsAllDone()
    {
        var blocked = await BlockAsync();
        var rest = Enumerable.Range(0, 20).Select(i => _gate.RunAsync(_ => i, Cancel)).ToArray();

        Assert.DoesNotContain(rest, work => work.IsCompleted);
        _release.Set();

        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(rest));
        await blocked;
    }

    [Fact]
    public async Task CancelledWhileItWaits_TheCallerGoesAtOnceAndTheWorkIsNeverBegun()
    {
        var blocked = await BlockAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var begun = 0;
        var queued = _gate.RunAsync(_ => ++begun, giveUp.Token);
        var outside = _gate.RunAsync(_ => ++begun, giveUp.Token);

        await giveUp.CancelAsync();

        // The thread still stands: neither the queue nor the door keeps who gives up.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.WaitAsync(queued));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.WaitAsync(outside));
        _release.Set();
        await blocked;
        Assert.Equal(7, await _gate.RunAsync(_ => 7, Cancel));
        Assert.Equal(0, begun);
    }

    // One thread, held until the release.
    private async Task<Task> BlockAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = _gate.RunAsync(
            _ =>
            {
                begun.SetResult();
                _release.Wait(Cancel);
                return 0;
            },
            Cancel);
        await begun.Task;
        return work;
    }
}
