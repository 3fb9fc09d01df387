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

    /// <summary>The best chunks, best first.</summary>
    public static IReadOnlyList<long> Rank(
        SqliteDatabase database, string model, ReadOnlySpan<float> query, SourceFilter source, IReadOnlyList<long> candidates, int depth)
    {
        if (database["model-no"].Bind(model).Scalar() is not { } modelNo)
        {
            return [];
        }

        var top = new TopList(depth);
        var scratch = ArrayPool<float>.Shared.Rent(query.Length);
        try
        {
            if (source.Chunks <= MostScanned || Count(database, modelNo, source) <= MostScanned)
            {
                ScanAll(database, modelNo, query, source, top, scratch);
            }
            else
            {
                ScanCandidates(database, modelNo, query, candidates, top, scratch);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scratch);
        }

        return top.Ranked();
    }

    private static long Count(SqliteDatabase database, long modelNo, SourceFilter source)
    {
        var row = source.No is { } no
            ? database["count-vectors-of-source"].Bind(no).Bind(modelNo)
            : database["count-vectors"].Bind(modelNo);
        return row.Bind(MostScanned + 1L).Scalar() ?? 0;
    }

    private static void ScanAll(
        SqliteDatabase database, long modelNo, ReadOnlySpan<float> query, SourceFilter source, TopList top, float[] scratch)
    {
        var row = source.No is { } no
            ? database["scan-vectors-of-source"].Bind(no).Bind(modelNo)
            : database["scan-vectors"].Bind(modelNo);
        while (row.Step())
        {
            Offer(row.Int64(0), query, row.Blob(2), row.Double(1), top, scratch);
        }
    }

    private static void ScanCandidates(
        SqliteDatabase database, long modelNo, ReadOnlySpan<float> query, IReadOnlyList<long> candidates, TopList top, float[] scratch)
    {
        foreach (var chunkId in candidates)
        {
            var row = database["vector-of-chunk"].Bind(chunkId).Bind(modelNo);
            if (row.Step())
            {
                Offer(chunkId, query, row.Blob(1), row.Double(0), top, scratch);
            }
        }
    }

    private static void Offer(long id, ReadOnlySpan<float> query, ReadOnlySpan<byte> data, double scale, TopList top, float[] scratch)
    {
        // A model that changed its dimensions without changing its name cannot be compared.
        if (data.Length != query.Length)
        {
            return;
        }

        var similarity = QuantisedVector.Dot(query, data, (float)scale, scratch.AsSpan(0, query.Length));
        if (similarity >= LeastSimilarity)
        {
            top.Offer(id, similarity);
        }
    }
}
