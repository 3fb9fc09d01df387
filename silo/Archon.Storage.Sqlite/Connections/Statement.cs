using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>
/// One prepared statement of one connection. Parameters are bound in the order in which their names first appear in the
/// SQL. Used by one thread at a time; <see cref="SqliteDatabase"/> resets it after each piece of work.
/// </summary>
/// <remarks>
/// Not a SqliteCommand: a page commit runs about ninety statements, and looking parameters up by name and making a reader
/// for each cost more than the statements themselves.
/// </remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _stmt;
    private byte[] _utf8 = new byte[4096];
    private int _bound;

    public Statement(sqlite3 db, string sql)
    {
        _db = db;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _stmt), db);
    }

    /// <summary>True between its first use in a piece of work and the reset after it.</summary>
    public bool InUse { get; set; }

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_stmt, ++_bound, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(double value)
    {
        Check(raw.sqlite3_bind_double(_stmt, ++_bound, value));
        return this;
    }

    public Statement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        if (value.Length == 0)
        {
            // An empty span would be bound as NULL.
            Check(raw.sqlite3_bind_text(_stmt, ++_bound, ""));
            return this;
        }

        // The bound is three times what text usually takes: too much room for a whole manual in one page.
        var most = value.Length < 1 << 16 ? Encoding.UTF8.GetMaxByteCount(value.Length) : Encoding.UTF8.GetByteCount(value);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }

        var length = Encoding.UTF8.GetBytes(value, _utf8);
        Check(raw.sqlite3_bind_text(_stmt, ++_bound, _utf8.AsSpan(0, length)));
        if (_utf8.Length > 1 << 18)
        {
            _utf8 = new byte[4096];
        }

        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_stmt, ++_bound, value));
        return this;
    }

    /// <summary>Moves to the next row; false at the end, and the statement is ready to be bound again.</summary>
    public bool Step()
    {
        var rc = raw.sqlite3_step(_stmt);
        if (rc == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        Check(rc == raw.SQLITE_DONE ? raw.SQLITE_OK : rc);
        return false;
    }

    /// <summary>Runs a statement whose rows do not matter.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Runs a change; true when it changed a row.</summary>
    public bool Changed() => Changes() > 0;

    /// <summary>Runs a change; the rows it changed.</summary>
    public int Changes()
    {
        // sqlite3_changes keeps the last number when nothing ran, so it is asked only after a statement that writes.
        Run();
        return raw.sqlite3_changes(_db);
    }

    /// <summary>Runs an insert; the id of its row.</summary>
    public long InsertedId()
    {
        Run();
        return raw.sqlite3_last_insert_rowid(_db);
    }

    /// <summary>The first column of the only row, or null when there is no row.</summary>
    public long? Scalar()
    {
        long? value = Step() ? Int64(0) : null;
        Run();
        return value;
    }

    /// <summary>The first column of the only row, or null when there is no row.</summary>
    public string? ScalarText()
    {
        var value = Step() ? Text(0) : null;
        Run();
        return value;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_stmt, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_stmt, column);

    public int Int32(int column) => raw.sqlite3_column_int(_stmt, column);

    public double Double(int column) => raw.sqlite3_column_double(_stmt, column);

    public long? MaybeInt64(int column) => IsNull(column) ? null : Int64(column);

    // column_blob and not column_text: a text may hold U+0000.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_stmt, column));

    public string? MaybeText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_stmt, column);

    public void Reset()
    {
        // The code of reset repeats the failure of the step, which was reported there.
        _ = raw.sqlite3_reset(_stmt);
        _bound = 0;
    }

    public void Dispose() => _stmt.Dispose();

    private Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(_stmt, ++_bound));
        return this;
    }

    private void Check(int rc)
    {
        if (rc != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(rc, _db);
        }
    }
}
