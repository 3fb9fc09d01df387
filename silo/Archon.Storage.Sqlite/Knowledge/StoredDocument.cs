using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>What a writer needs to know of a document that is stored.</summary>
internal sealed record StoredDocument(long No, string Title, long Chunks, long CodeExamples, string ContentHash)
{
    /// <summary>The document at this address, or null.</summary>
    public static StoredDocument? Find(SqliteDatabase database, long sourceNo, string url)
    {
        var row = database["find-document-for-write"].Bind(sourceNo).Bind(url);
        return row.Step() ? new StoredDocument(row.Int64(0), row.Text(1), row.Int64(2), row.Int64(3), row.Text(4)) : null;
    }
}
