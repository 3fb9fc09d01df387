using Microsoft.Data.Sqlite;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>
/// Moves what the write-ahead log has gathered into the database on a thread of its own. A writer that does it itself, as SQLite's
/// default is, stands still for two flushes to disk and some megabytes: measured, a tenth of a second for whoever wants to start or cancel a crawl then.
/// </summary>
/// <remarks>
/// The log begins again from its start only when all of it was moved while nobody wrote. So when this thread has moved most of it,
/// the writer moves the little that came meanwhile, between two transactions.
/// </remarks>
internal sealed class WalCheckpointer : IAsyncDisposable
{
    /// <summary>Bytes of log that are worth moving.</summary>
    public const long Worthwhile = 16 * 1024 * 1024;

    // Asking for the log's length is a call to the system.
    private const int CommitsPerLook = 16;
    private const string Move = "PRAGMA wal_checkpoint(PASSIVE)";

    private readonly string _path;
    private readonly FileInfo _log;

    // Parks at once: the slim one spins first, on cores that have work to do.
    private readonly Semaphore _waiting = new(0, int.MaxValue);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _commits;
    private bool _asked;
    private volatile bool _restIsWritersTurn;
    private volatile bool _closing;

    public WalCheckpointer(string path)
    {
        _path = path;
        _log = new FileInfo(path + "-wal");
        new Thread(Run) { IsBackground = true, Name = "archon-sqlite-checkpoint", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>For the writer's thread, outside of a transaction.</summary>
    public void AfterCommit(SqliteDatabase writer)
    {
        if (_restIsWritersTurn)
        {
            _restIsWritersTurn = _asked = false;
            writer.Execute(Move);
        }
        else if (!_asked && ++_commits % CommitsPerLook == 0 && LogLength() >= Worthwhile)
        {
            _asked = true;
            _waiting.Release();
        }
    }

    /// <summary>Lets a move that runs end, and moves no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _waiting.Release();
        await _ended.Task.ConfigureAwait(false);
    }

    private long LogLength()
    {
        _log.Refresh();
        return _log.Exists ? _log.Length : 0;
    }

    private void Run()
    {
        SqliteDatabase? database = null;
        try
        {
            while (true)
            {
                _waiting.WaitOne();
                if (_closing)
                {
                    return;
                }

                database = MoveMost(database);
                _restIsWritersTurn = true;
            }
        }
        finally
        {
            database?.Dispose();
            _ended.TrySetResult();
        }
    }

    private SqliteDatabase? MoveMost(SqliteDatabase? database)
    {
        try
        {
            database ??= SqliteDatabase.Open(_path, SqliteAccess.Checkpoint);
            database.Execute(Move);
            return database;
        }
        catch (SqliteException)
        {
            // The writer's own turn comes next and meets what is wrong, a full disk say, where it is told to a caller.
            database?.Dispose();
            return null;
        }
    }
}
