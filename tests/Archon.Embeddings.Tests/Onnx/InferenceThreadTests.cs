using Archon.Embeddings.Onnx;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>Who comes first at the thread that runs a model, and what becomes of the others.</summary>
public sealed class InferenceThreadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatSomebodyWaitsFor_ComesFirst()
    {
        using var thread = new InferenceThread(new MemoryStream());
        using var goOn = new ManualResetEventSlim();
        List<string> order = [];
        var first = thread.RunAsync(() => { goOn.Wait(Cancel); return 0; }, isUrgent: false, Cancel);
        var batch = thread.RunAsync(() => { order.Add("batch"); return 0; }, isUrgent: false, Cancel);
        var query = thread.RunAsync(() => { order.Add("query"); return 0; }, isUrgent: true, Cancel);

        goOn.Set();
        await Task.WhenAll(first, batch, query);

        Assert.Equal(["query", "batch"], order);
    }

    [Fact]
    public async Task WhoGivesUp_GoesAtOnceAndItsWorkIsNeverBegun()
    {
        using var thread = new InferenceThread(new MemoryStream());
        using var goOn = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        var begun = false;
        var first = thread.RunAsync(() => { goOn.Wait(Cancel); return 0; }, isUrgent: false, Cancel);
        var second = thread.RunAsync(() => { begun = true; return 0; }, isUrgent: false, giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        goOn.Set();
        await first;
        await thread.RunAsync(() => 0, isUrgent: false, Cancel);

        Assert.False(begun);
    }

    [Fact]
    public async Task WorkThatFails_LeavesTheThreadToOthers()
    {
        using var thread = new InferenceThread(new MemoryStream());

        await Assert.ThrowsAsync<InvalidDataException>(() => thread.RunAsync<int>(() => throw new InvalidDataException(), isUrgent: false, Cancel));

        Assert.Equal(1, await thread.RunAsync(() => 1, isUrgent: false, Cancel));
    }

    [Fact]
    public async Task WhatItOwns_EndsAfterTheWorkUnderWay()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        var thread = new InferenceThread(new Owned(ended));
        var endedEarly = false;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = thread.RunAsync(() => { begun.SetResult(); goOn.Wait(Cancel); endedEarly = ended.Task.IsCompleted; return 0; }, isUrgent: false, Cancel);
        var waiting = thread.RunAsync(() => 0, isUrgent: false, Cancel);
        await begun.Task.WaitAsync(Cancel);

        thread.Dispose();
        goOn.Set();

        await running;
        Assert.False(endedEarly);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await ended.Task.WaitAsync(Cancel);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => thread.RunAsync(() => 0, isUrgent: false, Cancel));
    }

    private sealed class Owned(TaskCompletionSource ended) : IDisposable
    {
        public void Dispose() => ended.SetResult();
    }
}
