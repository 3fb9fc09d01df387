using System.Collections.Concurrent;

namespace Archon.Embeddings.Onnx;

/// <summary>
/// The thread that runs a model, one run after the other; what somebody waits for before everything else. Whoever asks waits asynchronously, so no thread
/// of the pool stands still for it.
/// </summary>
/// <remarks>What it owns ends with it, once nothing uses it any more.</remarks>
internal sealed class InferenceThread : IDisposable
{
    private readonly ConcurrentQueue<Action> _urgent = [];
    private readonly ConcurrentQueue<Action> _others = [];
    private readonly Semaphore _waiting = new(0, int.MaxValue);
    private readonly IDisposable _owned;
    private volatile bool _closing;

    public InferenceThread(IDisposable owned)
    {
        _owned = owned;
        new Thread(Work) { IsBackground = true, Name = "archon-onnx", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Runs <paramref name="work"/> on the thread. Cancelling returns at once; work that waits is then never begun.</summary>
    /// <exception cref="ObjectDisposedException">The node ends.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, bool isUrgent, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing, this);
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        (isUrgent ? _urgent : _others).Enqueue(() => Execute(work, completion, cancellationToken));
        _waiting.Release();
        return await completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_closing)
        {
            _closing = true;
            _waiting.Release();
        }
    }

    private void Execute<T>(Func<T> work, TaskCompletionSource<T> completion, CancellationToken cancellationToken)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            cancellationToken.ThrowIfCancellationRequested();
            completion.SetResult(work());
        }
        catch (Exception exception)
        {
            // Whatever a text provokes belongs to its caller, and so does a run that the caller had stopped; the thread lives on for the next.
            completion.SetException(cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : exception);
        }
    }

    private void Work()
    {
        while (true)
        {
            _waiting.WaitOne();
            if (_urgent.TryDequeue(out var next) || _others.TryDequeue(out next))
            {
                next();
            }
            else if (_closing)
            {
                _owned.Dispose();
                return;
            }
        }
    }
}
