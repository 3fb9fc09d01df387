using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// Takes a document's chunks, vectors and code examples away, and first of all its words out of the full-text indexes, which must be told exactly what they once
/// indexed.
/// </summary>
internal static class DocumentEraser
{
    /// <param name="database">The writer's.</param>
    /// <param name="documentNo">The document.</param>
    /// <param name="title">The title it was indexed with.</param>
    public static void EraseParts(SqliteDatabase database, long documentNo, string title)
    {
        StoredChunks.Read(database, documentNo, title).EraseRest();
        EraseCode(database, documentNo);
    }

    /// <summary>Takes its code examples away.</summary>
    public static void EraseCode(SqliteDatabase database, long documentNo)
    {
        var code = database["code-examples-of-document"].Bind(documentNo);
        while (code.Step())
        {
            database["unindex-code-example"]
                .Bind(code.Int64(0)).Bind(code.Text(1)).Bind(code.Text(2)).Bind(code.Text(3)).Bind(code.Text(4)).Run();
            UnspacedIndex.ForgetCode(database, code.Int64(0), code.Text(1), code.Text(3), code.Text(4));
        }

        database["delete-code-examples"].Bind(documentNo).Run();
    }
}
