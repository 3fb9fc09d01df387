using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Reads what a result shows.</summary>
internal static class HitReader
{
    /// <summary>Null when the chunk's source is being deleted.</summary>
    public static SearchHit? Chunk(SqliteDatabase database, long id, double score, FoundWords found) =>
        Read(database["chunk-hit"].Bind(id), score, found, isCode: false);

    /// <summary>Null when the code's source is being deleted.</summary>
    public static SearchHit? Code(SqliteDatabase database, long id, double score, FoundWords found) =>
        Read(database["code-hit"].Bind(id), score, found, isCode: true);

    private static SearchHit? Read(Statement row, double score, FoundWords found, bool isCode) => row.Step()
        ? new SearchHit
        {
            DocumentId = row.Int64(0).ToString(CultureInfo.InvariantCulture),
            Url = row.Text(1),
            Title = row.Text(2),
            Heading = row.Text(3),
            Content = row.Text(4),
            SourceId = row.Text(5),
            Language = isCode ? row.MaybeText(6) : null,
            Context = isCode ? row.Text(7) : null,
            Summary = isCode ? row.MaybeText(8) : null,
            Ordinal = isCode ? null : row.Int32(6),
            Found = found,
            Score = score,
        }
        : null;
}
