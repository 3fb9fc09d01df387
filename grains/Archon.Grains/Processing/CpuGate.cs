using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Processing;

/// <summary>
/// All CPU work of a silo goes through here: a bounded queue before a fixed set of threads of low priority, so that turns
/// of grains and answers to people never wait behind a page. More work than the queue holds waits asynchronously.
/// </summary>
internal sealed class CpuGate : IDisposable
{
    private readonly ConcurrentQueue<Action<CpuWorker>> _queue = [];

    // Parks at once: the slim one, and a blocking collection with it, spins first, on cores that have work to do.
    private readonly Semaphore _waiting = new(0, int.MaxValue);
    private readonly SemaphoreSlim _places;
    private readonly int _threads;
    private volatile bool _closing;

    public CpuGate(IOptions<CpuOptions> options)
    {
        // Measured on two cores: one thread leaves a fifth of the machine idle, and answers to people are as quick with two.
        _threads = options.Value.Threads > 0 ? options.Value.Threads : Math.Max(2, Environment.ProcessorCount - 1);
        _places = new SemaphoreSlim(options.Value.QueueLength + _threads);
        for (var i = 0; i < _threads; i++)
        {
            new Thread(Work, CpuWorker.StackBytes)
            {
                IsBackground = true,
                Name = $"archon-cpu-{i}",
            }.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> on a CPU thread. Cancelling returns at once; work that waits is then never begun.</summary>
    public async Task<T> RunAsync<T>(Func<CpuWorker, T> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Enqueue(worker => Execute(work, worker, completion, cancellationToken));
        _waiting.Release();

        // Whoever gives up goes at once, even when the queue stands still; the place is given up when a thread comes to it.
        return await completion.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the threads end once the queue is empty.</summary>
    public void Dispose()
    {
        _closing = true;
        _waiting.Release(_threads);
    }

    private void Execute<T>(Func<CpuWorker, T> work, CpuWorker worker, TaskCompletionSource<T> completion, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            completion.SetResult(work(worker));
        }
        catch (OperationCanceledException exception)
        {
            completion.SetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            // Whatever a document provokes belongs to the caller of this document; the thread lives on for the next.
            completion.SetException(exception);
        }
        finally
        {
            _places.Release();
        }
    }

    private void Work()
    {
        ThreadNiceness.LowerThisThread();
        var worker = new CpuWorker();
        while (true)
        {
            _waiting.WaitOne();
            if (_queue.TryDequeue(out var action))
            {
                action(worker);
            }
            else if (_closing)
            {
                return;
            }
        }
    }
}
