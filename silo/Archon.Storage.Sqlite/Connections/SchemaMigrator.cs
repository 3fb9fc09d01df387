using Archon.Ports.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archon.Storage.Sqlite.Connections;

/// <summary>
/// Brings the file to the newest schema: each migration in a transaction of its own that begins by taking the write lock,
/// so of several processes one applies it and the others find it applied.
/// </summary>
internal static class SchemaMigrator
{
    /// <exception cref="StorageUnavailableException">The file cannot be used; the message says why.</exception>
    public static void Migrate(string path)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            using var database = SqliteDatabase.Open(path, SqliteAccess.Migrate);
            UseWriteAheadLog(database);
            foreach (var (version, _, sql) in SqlText.Migrations)
            {
                Apply(database, path, version, sql);
            }
        }
        catch (Exception exception) when (StorageFaults.Translate(exception, path) is StorageUnavailableException fault)
        {
            throw ReferenceEquals(fault, exception) ? exception : fault;
        }
    }

    private static void Apply(SqliteDatabase database, string path, int version, string sql)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            database.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
            var current = database.QueryInt64("SELECT coalesce(max(version), 0) FROM schema_version");
            var known = SqlText.Migrations[^1].Version;
            if (current > known)
            {
                throw new StorageUnavailableException(
                    $"The database '{path}' has schema version {current} and this program knows {known} at most; use a newer program.");
            }

            if (current < version)
            {
                database.Execute(sql);
                database.Execute(FormattableString.Invariant($"INSERT INTO schema_version (version) VALUES ({version})"));
            }

            database.Execute("COMMIT");
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    // The change of mode needs the file for itself for a moment and does not wait for it as transactions do.
    private static void UseWriteAheadLog(SqliteDatabase database)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // 8 KB pages: a page's Markdown and its chunks overflow less often than with 4 KB. Only a new file takes it.
                database.Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;");
                return;
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_BUSY && attempt < 100)
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
