using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>The index of texts in scripts without spaces, beside the full-text indexes proper.</summary>
internal static class UnspacedIndex
{
    public static void KeepChunk(SqliteDatabase database, long id, string title, string headings, string content)
    {
        if (Unspaced.IsIn(content) || Unspaced.IsIn(headings) || Unspaced.IsIn(title))
        {
            database["index-unspaced-chunk"].Bind(id).Bind(Unspaced.Segment(title)).Bind(Unspaced.Segment(headings)).Bind(Unspaced.Segment(content)).Run();
        }
    }

    public static void KeepCode(SqliteDatabase database, long id, string code, string words, string headings, string context)
    {
        if (Unspaced.IsIn(code) || Unspaced.IsIn(headings) || Unspaced.IsIn(context))
        {
            database["index-unspaced-code"].Bind(id).Bind(Unspaced.Segment(code)).Bind(words).Bind(Unspaced.Segment(headings)).Bind(Unspaced.Segment(context)).Run();
        }
    }

    public static void ForgetChunk(SqliteDatabase database, long id, string title, string headings, string content)
    {
        if (Unspaced.IsIn(content) || Unspaced.IsIn(headings) || Unspaced.IsIn(title))
        {
            database["unindex-unspaced-chunk"].Bind(id).Run();
        }
    }

    public static void ForgetCode(SqliteDatabase database, long id, string code, string headings, string context)
    {
        if (Unspaced.IsIn(code) || Unspaced.IsIn(headings) || Unspaced.IsIn(context))
        {
            database["unindex-unspaced-code"].Bind(id).Run();
        }
    }
}
