using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Reads what a result shows.</summary>
internal static class HitReader
{
    /// <summary>Null when the chunk's source is being deleted.</summary>
    public static SearchHit? Chunk(SqliteDatabase database, long id, double score, string match) =>
        Read(database["chunk-hit"].Bind(id), score, isCode: false) is { } hit
            ? hit with { Snippet = Snippet.Of(Marked(database["chunk-marked"], match, id, hit.Content)) }
            : null;

    /// <summary>Null when the code's source is being deleted.</summary>
    public static SearchHit? Code(SqliteDatabase database, long id, double score, string match) =>
        Read(database["code-hit"].Bind(id), score, isCode: true) is { } hit
            ? hit with { Snippet = Snippet.HoldsMarks(hit.Content) ? Snippet.OfCode(Snippet.WithoutMarks(hit.Content)) : Marked(database["code-snippet"], match, id, hit.Content) }
            : null;

    /// <summary>
    /// The text as it stands when only the vector found it, or nothing could be asked for: then no words are there to mark. Text that holds
    /// such marks itself gets none, and loses its own.
    /// </summary>
    private static string Marked(Statement statement, string match, long id, string text) =>
        Snippet.HoldsMarks(text) ? Snippet.WithoutMarks(text)
        : match.Length == 0 ? text
        : statement.Bind(match).Bind(id).ScalarText() ?? text;

    private static SearchHit? Read(Statement row, double score, bool isCode) => row.Step()
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
            Snippet = "",
            Score = score,
        }
        : null;
}
