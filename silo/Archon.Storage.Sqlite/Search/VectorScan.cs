using System.Buffers;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Ranks chunks by cosine. In a scope of up to <see cref="MostExact"/> vectors each is compared; in a larger one those whose sketches are nearest
/// (<see cref="VectorSketches"/>). Above <see cref="MostScanned"/>, and what there is memory for, only the chunks that full text found are compared: the answer then
/// misses what shares no word with the query, and comes in time.
/// </summary>
internal sealed class VectorScan(VectorSketches sketches)
{
    public const int MostScanned = 200_000;

    // Unrelated texts come out around 0: without a floor every query finds as many neighbours as were asked for.
    private const float LeastSimilarity = 0.12f;

    // So many are read from the file in a few milliseconds.
    private const int MostExact = 4_000;

    // What is held by so many chunks that they are not listed is found among so many times as many.
    private const int ElsewhereShare = 20;

    /// <summary>The best chunks, best first, and how many were compared; with <paramref name="onlyCandidates"/> of those that full text found.</summary>
    public (IReadOnlyList<long> Ids, long Among) Rank(
        SqliteDatabase database, string model, ReadOnlySpan<float> query, SearchScope scope, IReadOnlyList<long> candidates, bool onlyCandidates, int depth)
    {
        if (database["model-no"].Bind(model).Scalar() is not { } modelNo)
        {
            return ([], 0);
        }

        var scan = new Scan(database, modelNo, query, scope, depth);
        try
        {
            if (onlyCandidates)
            {
                return scan.Compare(candidates, candidates.Count);
            }

            if (scope.Chunks <= MostExact)
            {
                return scan.All(null);
            }

            if (sketches.Find(modelNo) is { } view)
            {
                var enough = view.Enough(query.Length, depth);
                var listed = scope.HeldChunks.List(database);
                // Of a narrow search that is not listed, many of the nearest lie elsewhere.
                var (near, among) = view.Nearest(query, scope.No, listed, scope.IsNarrowed && listed is null ? enough * ElsewhereShare : enough);
                var (ids, _) = scan.Compare(near, enough);
                if (scan.Missing > near.Count / 4)
                {
                    // Many were erased, or have a vector of another model, since they were made.
                    sketches.Clear(modelNo);
                }

                return (ids, among);
            }

            return Count(database, modelNo, scope, Math.Max(MostScanned, sketches.Most)) switch
            {
                <= MostExact => scan.All(null),
                var vectors when scope.No is null && vectors <= sketches.Most => Load(scan, modelNo, query.Length, vectors),
                <= MostScanned => scan.All(null),
                _ => scan.Compare(candidates, candidates.Count),
            };
        }
        finally
        {
            scan.Dispose();
        }
    }

    /// <summary>Compares every vector, and makes the sketches on the way.</summary>
    private (IReadOnlyList<long> Ids, long Among) Load(Scan scan, long modelNo, int dimensions, long count)
    {
        if (!sketches.TryBegin(modelNo, dimensions, count))
        {
            return scan.All(null);
        }

        var isRead = false;
        try
        {
            var ranked = scan.All(sketches);
            isRead = true;
            return ranked;
        }
        finally
        {
            sketches.End(modelNo, isRead);
        }
    }

    private static long Count(SqliteDatabase database, long modelNo, SearchScope scope, long most)
    {
        var row = scope.No is { } no
            ? database["count-vectors-of-source"].Bind(no).Bind(modelNo)
            : database["count-vectors"].Bind(modelNo);
        return row.Bind(most + 1).Scalar() ?? 0;
    }

    /// <summary>One search's way through vectors.</summary>
    private ref struct Scan(SqliteDatabase database, long modelNo, ReadOnlySpan<float> query, SearchScope scope, int depth)
    {
        private readonly ReadOnlySpan<float> _query = query;
        private readonly float[] _scratch = ArrayPool<float>.Shared.Rent(query.Length);
        private readonly TopList _top = new(depth);

        /// <summary>Candidates that have no vector any more.</summary>
        public int Missing { get; private set; }

        public readonly (IReadOnlyList<long> Ids, long Among) All(VectorSketches? sketches)
        {
            var row = scope.No is { } no
                ? database["scan-vectors-of-source"].Bind(no).Bind(modelNo)
                : database["scan-vectors"].Bind(modelNo);
            var among = 0L;
            while (row.Step())
            {
                among++;
                var id = row.Int64(0);
                var data = row.Blob(2);
                sketches?.Add(modelNo, id, row.Int64(3), QuantisedVector.Restore(data, (float)row.Double(1)));
                if (Similarity(data, row.Double(1)) is { } similarity && _top.Takes(similarity)
                    && scope.HeldChunks.Holds(database, id))
                {
                    _top.Offer(id, similarity);
                }
            }

            return (_top.Ranked(), among);
        }

        /// <summary>Compares candidates until enough of them lie where the search looks.</summary>
        public (IReadOnlyList<long> Ids, long Among) Compare(IReadOnlyList<long> candidates, int enough)
        {
            var among = 0L;
            var known = new HashSet<long>();
            foreach (var id in candidates)
            {
                if (!known.Add(id) || !scope.HeldChunks.Holds(database, id))
                {
                    continue;
                }

                var row = database["vector-of-chunk"].Bind(id).Bind(modelNo);
                if (!row.Step())
                {
                    Missing++;
                    continue;
                }

                among++;
                if (Similarity(row.Blob(1), row.Double(0)) is { } near && _top.Takes(near))
                {
                    _top.Offer(id, near);
                }

                if (among == enough)
                {
                    break;
                }
            }

            return (_top.Ranked(), among);
        }

        public readonly void Dispose() => ArrayPool<float>.Shared.Return(_scratch);

        /// <summary>Null when it is too little, or cannot be told: a model that changed its dimensions without changing its name cannot be compared.</summary>
        private readonly float? Similarity(ReadOnlySpan<byte> data, double scale)
        {
            if (data.Length != _query.Length)
            {
                return null;
            }

            var similarity = QuantisedVector.Dot(_query, data, (float)scale, _scratch.AsSpan(0, _query.Length));
            return similarity >= LeastSimilarity ? similarity : null;
        }
    }
}
