using System.Globalization;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Reads what a result shows.</summary>
internal static class HitReader
{
    private const int SnippetOfVectorHit = 240;

    /// <summary>Null when the chunk's source is being deleted.</summary>
    public static SearchHit? Chunk(SqliteDatabase database, long id, double score, string match) =>
        Read(database["chunk-hit"].Bind(id), database["chunk-snippet"].Bind(match).Bind(id), score, isCode: false);

    /// <summary>Null when the code's source is being deleted.</summary>
    public static SearchHit? Code(SqliteDatabase database, long id, double score, string match) =>
        Read(database["code-hit"].Bind(id), database["code-snippet"].Bind(match).Bind(id), score, isCode: true);

    private static SearchHit? Read(Statement row, Statement snippet, double score, bool isCode)
    {
        if (!row.Step())
        {
            return null;
        }

        var content = row.Text(4);
        return new SearchHit
        {
            DocumentId = row.Int64(0).ToString(CultureInfo.InvariantCulture),
            Url = row.Text(1),
            Title = row.Text(2),
            Heading = row.Text(3),
            Content = content,
            SourceId = row.Text(5),
            Language = isCode ? row.MaybeText(6) : null,
            // What only its vector found has no matching words to show.
            Snippet = snippet.ScalarText() ?? Start(content),
            Score = score,
        };
    }

    private static string Start(string content)
    {
        if (content.Length <= SnippetOfVectorHit)
        {
            return content;
        }

        var end = char.IsHighSurrogate(content[SnippetOfVectorHit - 1]) ? SnippetOfVectorHit - 1 : SnippetOfVectorHit;
        return content[..end] + "…";
    }
}
