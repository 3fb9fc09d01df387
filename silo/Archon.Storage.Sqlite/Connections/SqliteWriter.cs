using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>
/// The one writer: a thread that drains two bounded queues, control before bulk, several pieces of work to a transaction;
/// a piece of control ends the transaction, so it waits for one page and a commit at most.
/// A caller is answered after the commit only. When one piece fails, the transaction is rolled back and each piece runs
/// again in a transaction of its own, so it fails alone. A full queue makes its callers wait.
/// </summary>
/// <remarks>
/// A savepoint a piece would do the same without running anything twice, but the full-text index writes out its pending
/// words at every savepoint: one small index segment a page, and the merging of them costs more than the pages.
/// </remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostInTransaction = 64;
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly WalCheckpointer _checkpoints;
    private readonly Channel<WorkItem> _control = Channel.CreateBounded<WorkItem>(1024);
    private readonly Channel<WorkItem> _bulk = Channel.CreateBounded<WorkItem>(256);
    // Parks at once: the slim one spins first, on cores that have work to do.
    private readonly Semaphore _waiting = new(0, int.MaxValue);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WorkItem> _group = new(MostInTransaction);
    private volatile bool _closing;
    private SqliteDatabase? _database;

    public SqliteWriter(string path)
    {
        _path = path;
        _checkpoints = new WalCheckpointer(path);
        new Thread(Drain) { IsBackground = true, Name = "archon-sqlite-writer" }.Start();
    }

    /// <summary>Small and urgent: create, cancel, status, journal, claim.</summary>
    public Task<T> ControlAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancellationToken) =>
        EnqueueAsync(_control.Writer, work, cancellationToken);

    /// <summary>Large and many: page commits, vectors, deletions in slices.</summary>
    public Task<T> BulkAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancellationToken) =>
        EnqueueAsync(_bulk.Writer, work, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _control.Writer.TryComplete();
        _bulk.Writer.TryComplete();

        // First: the connection that closes last moves the rest of the log and deletes it.
        await _checkpoints.DisposeAsync().ConfigureAwait(false);
        _waiting.Release();
        await _ended.Task.ConfigureAwait(false);
    }

    private async Task<T> EnqueueAsync<T>(ChannelWriter<WorkItem> queue, Func<SqliteDatabase, T> work, CancellationToken cancellationToken)
    {
        var item = new WorkItem<T>(work, cancellationToken);
        try
        {
            await queue.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }

        _waiting.Release();
        return await item.AnswerAsync().ConfigureAwait(false);
    }

    private void Drain()
    {
        try
        {
            while (true)
            {
                _waiting.WaitOne();
                // Whoever was queued before the closing is served; each release stands for one item or for the closing.
                if (TryNext(controlOnly: false, out var isControl) is not { } first)
                {
                    if (_closing)
                    {
                        return;
                    }

                    continue;
                }

                RunGroup(first, isControl);
            }
        }
        finally
        {
            _database?.Dispose();
            _ended.TrySetResult();
        }
    }

    private void RunGroup(WorkItem first, bool firstIsControl)
    {
        _group.Clear();
        try
        {
            var database = _database ??= SqliteDatabase.Open(_path, SqliteAccess.Write);
            database.Execute("BEGIN IMMEDIATE");
            var begun = Stopwatch.GetTimestamp();
            for (var (next, isControl) = (first, firstIsControl); next is not null; next = TryNext(isControl, out isControl))
            {
                if (next.TryTake())
                {
                    _group.Add(next);
                    next.Run(database);
                }

                if (_group.Count >= MostInTransaction || Stopwatch.GetElapsedTime(begun) >= LongestTransaction)
                {
                    break;
                }
            }

            database.ResetUsed();
            database.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            Recover(first, exception);
            return;
        }

        foreach (var item in _group)
        {
            item.Complete();
        }

        Checkpoint();
    }

    private void Checkpoint()
    {
        try
        {
            _checkpoints.AfterCommit(_database!);
        }
        catch (SqliteException)
        {
            // Nothing is lost: the log stays as it is and is moved another time.
        }
    }

    private void Recover(WorkItem first, Exception exception)
    {
        if (_group.Count == 0 && first.TryTake())
        {
            _group.Add(first);
        }

        AbandonTransaction();
        if (_group.Count == 1)
        {
            _group[0].Fail(StorageFaults.Translate(exception, _path));
            return;
        }

        foreach (var item in _group)
        {
            RunAlone(item);
        }
    }

    private void RunAlone(WorkItem item)
    {
        try
        {
            _database ??= SqliteDatabase.Open(_path, SqliteAccess.Write);
            _database.Execute("BEGIN IMMEDIATE");
            item.Run(_database);
            _database.ResetUsed();
            _database.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            AbandonTransaction();
            item.Fail(StorageFaults.Translate(exception, _path));
            return;
        }

        item.Complete();
    }

    // A connection that cannot even roll back is given up; the next piece of work opens another.
    private void AbandonTransaction()
    {
        try
        {
            _database?.Rollback();
        }
        catch (SqliteException)
        {
            _database?.Dispose();
            _database = null;
        }
    }

    // Once control is in the transaction, only more control may join it.
    private WorkItem? TryNext(bool controlOnly, out bool isControl)
    {
        isControl = _control.Reader.TryRead(out var item);
        if (!isControl && !controlOnly)
        {
            _bulk.Reader.TryRead(out item);
        }

        return item;
    }
}
