using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Where a search looks.</summary>
/// <param name="No">The source's number; null for all sources.</param>
/// <param name="Chunks">Chunks there, at most as many of which have a vector.</param>
internal readonly record struct SourceFilter(long? No, long Chunks)
{
    /// <summary>Null when the source asked for does not exist.</summary>
    public static SourceFilter? Find(SqliteDatabase database, string? sourceId)
    {
        if (sourceId is null)
        {
            return new SourceFilter(null, database["count-chunks"].Scalar() ?? 0);
        }

        var row = database["source-no"].Bind(sourceId);
        return row.Step() ? new SourceFilter(row.Int64(0), row.Int64(1)) : null;
    }
}
