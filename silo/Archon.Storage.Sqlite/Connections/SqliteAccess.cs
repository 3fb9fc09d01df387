namespace Archon.Storage.Sqlite.Connections;

/// <summary>What a connection is opened for.</summary>
internal enum SqliteAccess
{
    Migrate,
    Write,
    Read,
    Checkpoint,
}
