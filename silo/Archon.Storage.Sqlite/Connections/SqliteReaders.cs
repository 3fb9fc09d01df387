using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>
/// A few threads with a read-only connection each and one bounded queue before them. Each read sees one committed state.
/// Cancelling interrupts a read that runs already.
/// </summary>
internal sealed class SqliteReaders : IAsyncDisposable
{
    private readonly string _path;
    private readonly Channel<WorkItem> _queue = Channel.CreateBounded<WorkItem>(256);
    // Parks at once: the slim one spins first, on cores that have work to do.
    private readonly Semaphore _waiting = new(0, int.MaxValue);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _threads;
    private int _running;
    private volatile bool _closing;

    public SqliteReaders(string path, string name, int threads)
    {
        _path = path;
        _threads = _running = threads;
        for (var i = 0; i < threads; i++)
        {
            new Thread(Drain) { IsBackground = true, Name = $"archon-sqlite-{name}-{i}" }.Start();
        }
    }

    public async Task<T> ReadAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancellationToken)
    {
        var item = new WorkItem<T>(database => Interruptible(database, work, cancellationToken), cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }

        _waiting.Release();
        return await item.AnswerAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _queue.Writer.TryComplete();
        _waiting.Release(_threads);
        await _ended.Task.ConfigureAwait(false);
    }

    private static T Interruptible<T>(SqliteDatabase database, Func<SqliteDatabase, T> work, CancellationToken cancellationToken)
    {
        // Disposing waits for a callback that runs, so the next read of this connection is never the one interrupted.
        using var registration = cancellationToken.UnsafeRegister(static state => ((SqliteDatabase)state!).Interrupt(), database);
        try
        {
            return work(database);
        }
        catch (SqliteException exception)
            when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private void Drain()
    {
        SqliteDatabase? database = null;
        try
        {
            while (true)
            {
                _waiting.WaitOne();
                if (_queue.Reader.TryRead(out var item))
                {
                    Run(ref database, item);
                }
                else if (_closing)
                {
                    return;
                }
            }
        }
        finally
        {
            database?.Dispose();
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _ended.TrySetResult();
            }
        }
    }

    private void Run(ref SqliteDatabase? database, WorkItem item)
    {
        if (!item.TryTake())
        {
            return;
        }

        try
        {
            database ??= SqliteDatabase.Open(_path, SqliteAccess.Read);
            database.Execute("BEGIN");
            item.Run(database);
            database.ResetUsed();
            database.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            // Opening is cheap and reads are many: a connection that failed is not trusted with the next one.
            database?.Dispose();
            database = null;
            item.Fail(StorageFaults.Translate(exception, _path));
            return;
        }

        item.Complete();
    }
}
