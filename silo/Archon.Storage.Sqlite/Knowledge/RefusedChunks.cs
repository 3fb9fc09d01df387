using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>Chunks that an embedder refuses for good.</summary>
internal static class RefusedChunks
{
    /// <summary>The chunk has no vector, and does not wait for one of this model. False when it is gone.</summary>
    public static bool Refuse(SqliteDatabase database, string model, long chunkId, string reason)
    {
        var chunk = database["find-chunk-for-vector"].Bind(chunkId);
        if (!chunk.Step())
        {
            return false;
        }

        long sourceNo = chunk.Int64(0), crawlNo = chunk.Int64(1), modelBefore = chunk.Int64(2);
        if (modelBefore != 0)
        {
            // A former model's: the chunk was counted.
            database["forget-vector"].Bind(chunkId).Run();
            database["set-chunk-model"].Bind(0).Bind(chunkId).Run();
            database["add-chunks-embedded"].Bind(-1).Bind(crawlNo).Run();
        }

        database["store-refused-chunk"].Bind(chunkId).Bind(sourceNo).Bind(model).Bind(reason).Run();
        return true;
    }

    public static RefusedTexts List(SqliteDatabase database, string sourceId, string model, int most)
    {
        var count = database["count-refused-chunks"].Bind(sourceId).Bind(model).Scalar() ?? 0;
        if (count == 0)
        {
            return RefusedTexts.None;
        }

        var row = database["list-refused-chunks"].Bind(sourceId).Bind(model).Bind(most);
        var first = ImmutableArray.CreateBuilder<RefusedText>();
        while (row.Step())
        {
            first.Add(new RefusedText(row.Int64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)));
        }

        return new RefusedTexts(count, first.ToImmutable());
    }
}
