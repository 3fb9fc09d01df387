using System.Buffers;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Ranks chunks by cosine, reading every vector of the model (and the source) one by one. Above
/// <see cref="MostScanned"/> vectors only the chunks that full text found are compared: the answer then misses what shares
/// no word with the query, and comes in time.
/// </summary>
internal static class VectorScan
{
    // Unrelated texts come out around 0: without a floor every query finds as many neighbours as were asked for.
    private const float LeastSimilarity = 0.12f;

    public const int MostScanned = 200_000;

    /// <summary>The best chunks, best first, and how many were compared.</summary>
    public static (IReadOnlyList<long> Ids, long Among) Rank(
        SqliteDatabase database, string model, ReadOnlySpan<float> query, SearchScope scope, IReadOnlyList<long> candidates, int depth)
    {
        if (database["model-no"].Bind(model).Scalar() is not { } modelNo)
        {
            return ([], 0);
        }

        long compared;
        var top = new TopList(depth);
        var scratch = ArrayPool<float>.Shared.Rent(query.Length);
        try
        {
            if (scope.Chunks <= MostScanned || Count(database, modelNo, scope) <= MostScanned)
            {
                compared = ScanAll(database, modelNo, query, scope, top, scratch);
            }
            else
            {
                compared = ScanCandidates(database, modelNo, query, candidates, top, scratch);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scratch);
        }

        return (top.Ranked(), compared);
    }

    private static long Count(SqliteDatabase database, long modelNo, SearchScope scope)
    {
        var row = scope.No is { } no
            ? database["count-vectors-of-source"].Bind(no).Bind(modelNo)
            : database["count-vectors"].Bind(modelNo);
        return row.Bind(MostScanned + 1L).Scalar() ?? 0;
    }

    private static long ScanAll(
        SqliteDatabase database, long modelNo, ReadOnlySpan<float> query, SearchScope scope, TopList top, float[] scratch)
    {
        var row = scope.No is { } no
            ? database["scan-vectors-of-source"].Bind(no).Bind(modelNo)
            : database["scan-vectors"].Bind(modelNo);
        var compared = 0L;
        while (row.Step())
        {
            compared++;
            var id = row.Int64(0);
            if (Similarity(query, row.Blob(2), row.Double(1), scratch) is { } similarity && top.Takes(similarity) && scope.Holds(database, id))
            {
                top.Offer(id, similarity);
            }
        }

        return compared;
    }

    private static long ScanCandidates(
        SqliteDatabase database, long modelNo, ReadOnlySpan<float> query, IReadOnlyList<long> candidates, TopList top, float[] scratch)
    {
        var compared = 0L;
        foreach (var chunkId in candidates)
        {
            var row = database["vector-of-chunk"].Bind(chunkId).Bind(modelNo);
            if (!row.Step())
            {
                continue;
            }

            compared++;
            if (Similarity(query, row.Blob(1), row.Double(0), scratch) is { } similarity)
            {
                top.Offer(chunkId, similarity);
            }
        }

        return compared;
    }

    /// <summary>Null when it is too little, or cannot be told: a model that changed its dimensions without changing its name cannot be compared.</summary>
    private static float? Similarity(ReadOnlySpan<float> query, ReadOnlySpan<byte> data, double scale, float[] scratch)
    {
        if (data.Length != query.Length)
        {
            return null;
        }

        var similarity = QuantisedVector.Dot(query, data, (float)scale, scratch.AsSpan(0, query.Length));
        return similarity >= LeastSimilarity ? similarity : null;
    }
}
