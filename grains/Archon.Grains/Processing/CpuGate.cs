using System.Collections.Concurrent;
using Archon.Domain.Extraction;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Processing;

/// <summary>
/// All CPU work of a silo goes through here: a bounded queue before a fixed set of threads of low priority, so that turns
/// of grains and answers to people never wait behind a page. More work than the queue holds waits asynchronously.
/// </summary>
internal sealed class CpuGate : IDisposable
{
    private readonly BlockingCollection<Action<CpuWorker>> _queue = [];
    private readonly SemaphoreSlim _places;

    public CpuGate(IOptions<CpuOptions> options)
    {
        // Measured on two cores: one thread leaves a fifth of the machine idle, and answers to people are as quick with two.
        var threads = options.Value.Threads > 0 ? options.Value.Threads : Math.Max(2, Environment.ProcessorCount - 1);
        _places = new SemaphoreSlim(options.Value.QueueLength + threads);
        for (var i = 0; i < threads; i++)
        {
            // A deep tree must not overflow the stack of the thread that walks it: 16 MB instead of the default.
            new Thread(Work, maxStackSize: 16 * 1024 * 1024)
            {
                IsBackground = true,
                Name = $"archon-cpu-{i}",
                Priority = ThreadPriority.BelowNormal,
            }.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> on a CPU thread. Cancelling returns at once; work that waits is then never begun.</summary>
    public async Task<T> RunAsync<T>(Func<CpuWorker, T> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _queue.Add(worker => Execute(work, worker, completion, cancellationToken), cancellationToken);
        }
        catch
        {
            _places.Release();
            throw;
        }

        // Whoever gives up goes at once, even when the queue stands still; the place is given up when a thread comes to it.
        return await completion.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _queue.CompleteAdding();

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
        var worker = new CpuWorker();
        foreach (var action in _queue.GetConsumingEnumerable())
        {
            action(worker);
        }
    }
}

/// <summary>What one CPU thread keeps between documents.</summary>
internal sealed class CpuWorker
{
    /// <summary>Not thread-safe, and costly to make: one a thread.</summary>
    public HtmlPageReader Html { get; } = new();
}
