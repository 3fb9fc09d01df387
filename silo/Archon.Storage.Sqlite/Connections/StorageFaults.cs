using Archon.Ports.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>Turns what SQLite reports about the file and the disk into a sentence that helps.</summary>
internal static class StorageFaults
{
    /// <summary>The exception to hand to a caller: a fault of the store as such, everything else unchanged.</summary>
    public static Exception Translate(Exception exception, string path) => exception switch
    {
        SqliteException sqlite when Sentence(sqlite.SqliteErrorCode, path) is { } sentence =>
            new StorageUnavailableException($"{sentence} (SQLite {sqlite.SqliteExtendedErrorCode})", sqlite),
        UnauthorizedAccessException or IOException =>
            new StorageUnavailableException($"The folder of the database '{path}' cannot be made or used: {exception.Message}", exception),
        _ => exception,
    };

    private static string? Sentence(int code, string path) => code switch
    {
        raw.SQLITE_CANTOPEN when Directory.Exists(path) =>
            $"The database path '{path}' is a directory; name a file in it.",
        raw.SQLITE_CANTOPEN => $"The database '{path}' cannot be opened; check that its folder exists and may be written to.",
        raw.SQLITE_NOTADB => $"The file '{path}' is not a database; move it away or choose another path.",
        raw.SQLITE_CORRUPT => $"The database '{path}' is damaged; restore a copy or move it away to begin anew.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            $"The database '{path}' may not be written to; check the rights of the file and its folder.",
        raw.SQLITE_FULL => $"The disk of the database '{path}' is full; make room and try again.",
        raw.SQLITE_IOERR => $"The disk of the database '{path}' reports an error; check the disk and its free space.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"The database '{path}' is held by another process; end that process or choose another path.",
        _ => null,
    };
}
