namespace Archon.Storage.Sqlite.Connections;

/// <summary>A piece of work that waits for a database thread. Its caller may give up until the thread takes it.</summary>
internal abstract class WorkItem
{
    private int _taken;

    /// <summary>True for the one who may go on with it: the thread that runs it or the caller who gives up.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Does the work; may be called again after a rollback.</summary>
    public abstract void Run(SqliteDatabase database);

    /// <summary>Answers the caller with what <see cref="Run"/> found.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class WorkItem<T>(Func<SqliteDatabase, T> work, CancellationToken cancellationToken) : WorkItem
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The answer; cancelled at once when the caller gives up before the work was taken.</summary>
    public async Task<T> AnswerAsync()
    {
        using var registration = cancellationToken.UnsafeRegister(static item => ((WorkItem<T>)item!).GiveUp(), this);
        return await _answer.Task.ConfigureAwait(false);
    }

    public override void Run(SqliteDatabase database) => _result = work(database);

    public override void Complete() => _answer.TrySetResult(_result);

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            _answer.TrySetCanceled(cancellationToken);
            return;
        }

        _answer.TrySetException(exception);
    }

    private void GiveUp()
    {
        if (TryTake())
        {
            _answer.TrySetCanceled(cancellationToken);
        }
    }
}
