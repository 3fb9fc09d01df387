using System.Collections.Immutable;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Search in three steps: by words (first what has all of them, then, when that is little, what has any), by vector, and
/// the two lists fused. Code is found by words only, those of its text and those inside its identifiers: vectors belong to
/// chunks, and a chunk's vector says little about which of its code blocks is meant.
/// </summary>
internal sealed class SqliteSearch(SqliteReaders readers) : ISearchIndex
{
    private const int ChunkDepth = 100;

    // The score of a row costs 5 µs: of more rows that match, the first are scored. They come from the pages nearest to the seed.
    private const int MostScored = 20_000;

    // Several of the best chunks may be of one page, so pages are looked for deeper.
    private const int PageDepth = 300;

    public async Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "A search gives 1 to 100 results.");
        }

        var terms = QueryWords.From(query.Text);
        return terms.Words.IsEmpty
            ? []
            : await readers.ReadAsync(database => Search(database, query, terms), cancellationToken).ConfigureAwait(false);
    }

    private static ImmutableArray<SearchHit> Search(SqliteDatabase database, SearchQuery query, QueryWords terms)
    {
        if (SearchScope.Find(database, query) is not { } scope)
        {
            return [];
        }

        return query.Kind == SearchKind.Code
            ? SearchCode(database, query, terms, scope)
            : SearchChunks(database, query, terms, scope);
    }

    private static ImmutableArray<SearchHit> SearchCode(SqliteDatabase database, SearchQuery query, QueryWords terms, SearchScope scope)
    {
        var words = KnownWords.Find(database, "count-code-with", terms, QueryTerms.Identifier);
        var found = ByWords(database, "match-code", "headings", words, scope, query.Limit, ChunkDepth);
        var places = Places(found);
        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        foreach (var (id, score) in RankFusion.Fuse(found))
        {
            if (hits.Count == query.Limit)
            {
                break;
            }

            if (HitReader.Code(database, id, score, words.Marking) is { } hit)
            {
                hits.Add(hit with { WordsPlace = places[id] });
            }
        }

        return hits.ToImmutable();
    }

    private static ImmutableArray<SearchHit> SearchChunks(SqliteDatabase database, SearchQuery query, QueryWords terms, SearchScope scope)
    {
        var depth = query.Kind == SearchKind.Pages ? PageDepth : ChunkDepth;
        var words = KnownWords.Find(database, "count-chunks-with", terms, QueryTerms.Plain);
        var found = ByWords(database, "match-chunks", "title headings", words, scope, query.Limit, depth);
        QueryVector[] queries = [.. query.Vectors];
        var near = MergedRanks.Merge([.. queries.Select(one => VectorScan.Rank(database, one.Model, one.Vector.Span, scope, found, depth))], depth);
        List<long> vectors = [.. near.Select(one => one.Id)];

        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        var (wordsPlaces, vectorPlaces) = (Places(found), Places(vectors));
        var pages = new HashSet<long>();
        foreach (var (id, score) in RankFusion.Fuse(found, vectors))
        {
            if (hits.Count == query.Limit)
            {
                break;
            }

            if (query.Kind == SearchKind.Pages
                && database["document-of-chunk"].Bind(id).Scalar() is { } document && !pages.Add(document))
            {
                continue;
            }

            if (HitReader.Chunk(database, id, score, words.Marking) is { } hit)
            {
                var place = PlaceIn(vectorPlaces, id);
                hits.Add(hit with { WordsPlace = PlaceIn(wordsPlaces, id), VectorPlace = place, VectorModel = place is { } at ? queries[near[at - 1].List].Model : null });
            }
        }

        return hits.ToImmutable();
    }

    private static Dictionary<long, int> Places(IReadOnlyList<long> ranked) => ranked.Index().ToDictionary(one => one.Item, one => one.Index + 1);

    private static int? PlaceIn(Dictionary<long, int> places, long id) => places.TryGetValue(id, out var place) ? place : null;

    /// <summary>
    /// What has every word before what has some. Where all words are frequent, those that have them in the title or a heading come
    /// first: nearly everything has them in its text.
    /// </summary>
    private static List<long> ByWords(
        SqliteDatabase database, string statement, string titles, KnownWords words, SearchScope scope, int wanted, int depth)
    {
        var ids = new List<long>();
        if (words.IsEmpty)
        {
            return ids;
        }

        string[] expressions = words.AreAllFrequent
            ? [$"{{{titles}}} : ({words.All})", words.All, words.Any]
            : [words.All, words.Any];
        var known = new HashSet<long>();
        foreach (var expression in expressions.Distinct())
        {
            if (ids.Count < wanted)
            {
                ids.AddRange(Match(database, statement, expression, scope, depth).Where(known.Add));
            }
        }

        return ids.Count > depth ? ids[..depth] : ids;
    }

    private static List<long> Match(SqliteDatabase database, string statement, string match, SearchScope scope, int depth)
    {
        var row = scope.Matching(database, statement, match).Bind(MostScored).Bind(depth);
        var ids = new List<long>();
        while (row.Step())
        {
            ids.Add(row.Int64(0));
        }

        return ids;
    }
}
