using Archon.Storage.Sqlite.Knowledge;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>One open connection with its prepared statements. Belongs to one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly List<Statement> _used = [];

    private SqliteDatabase(SqliteConnection connection)
    {
        _connection = connection;
        Vocabulary = new Vocabulary(this);
    }

    /// <summary>The words of what is stored; only the writer's takes any.</summary>
    public Vocabulary Vocabulary { get; }

    private sqlite3 Handle => _connection.Handle!;

    /// <param name="path">The database file.</param>
    /// <param name="access">Pragmas differ by what the connection is for.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteDatabase Open(string path, SqliteAccess access)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = access == SqliteAccess.Migrate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            var database = new SqliteDatabase(connection);
            database.Execute(Pragmas(access));
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The named statement of <c>Sql/</c>, prepared once, ready to be bound.</summary>
    public Statement this[string name]
    {
        get
        {
            if (!_statements.TryGetValue(name, out var statement))
            {
                statement = new Statement(Handle, SqlText.Get(name));
                _statements.Add(name, statement);
            }

            statement.Reset();
            if (!statement.InUse)
            {
                statement.InUse = true;
                _used.Add(statement);
            }

            return statement;
        }
    }

    /// <summary>Runs SQL text that is not worth preparing: pragmas, transactions, migrations.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    /// <summary>One number from SQL text.</summary>
    public long QueryInt64(string sql)
    {
        using var statement = new Statement(Handle, sql);
        return statement.Scalar() ?? 0;
    }

    /// <summary>Lets go of every row that a statement still holds, whatever way its user left.</summary>
    public void ResetUsed()
    {
        foreach (var statement in _used)
        {
            statement.Reset();
            statement.InUse = false;
        }

        _used.Clear();
    }

    /// <summary>Ends the transaction without effect; quiet when the database has ended it itself.</summary>
    public void Rollback()
    {
        ResetUsed();
        Vocabulary.Forget();
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>Makes the statement that runs now fail with SQLITE_INTERRUPT. The one call that other threads may make.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(Handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    // No mmap: mapped pages count as the process's memory, and the system caches the file anyway. The caches together stay
    // below 24 MB: 8 for the writer, 2 for each of four readers.
    private static string Pragmas(SqliteAccess access) => "PRAGMA busy_timeout = 10000; PRAGMA mmap_size = 0; PRAGMA temp_store = FILE; "
        + access switch
        {
            SqliteAccess.Migrate => "",
            SqliteAccess.Write =>
                "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 0; "
                + "PRAGMA journal_size_limit = 67108864;",
            SqliteAccess.Checkpoint => "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64;",
            _ => "PRAGMA query_only = ON; PRAGMA cache_size = -2048;",
        };
}
