using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Search in three steps: by words (first what has all of them, then, when that is little, what has any), by vector, and the two lists fused.
/// Vectors belong to chunks; code is as near as the chunk that it stands in.
/// </summary>
internal sealed class SqliteSearch(SqliteReaders readers, VectorSketches sketches, IndexFiller filler) : ISearchIndex
{
    private readonly VectorScan _vectors = new(sketches);

    private const int ChunkDepth = 100;

    // The score of a row costs 5 µs: of more rows that match, the first are scored. They come from the pages nearest to the seed.
    private const int MostScored = 12_000;

    // Of what is not everything and cannot be listed, so many of the best rows anywhere are looked at.
    private const int MostElsewhere = 2_000;

    // When so many of the best rows anywhere lie where a search looks, not all rows with its words are looked up.
    private const int EnoughHeld = 20;

    // Several of the best chunks may be of one page, so pages are looked for deeper.
    private const int PageDepth = 300;

    // Of so many hits one may be there for being called as the query is; of more such the best by its words.
    private const int HitsForNamed = 5;

    // Code of one chunk's section; more of it is no nearer.
    private const int CodeOfChunk = 5;

    // Measured on 76 questions (see RankFusion): any share from 0.7 to 1 is better than words alone.
    private const double LexicalVectorWeight = 0.8;

    // It knows how a word was mistyped, and not which was meant; beside other words it blurs those, too.
    private const double MistypedVectorWeight = LexicalVectorWeight / 2;

    // For the words of what was stored since the last mistyped query; a second reads some 50,000 chunks.
    private static readonly TimeSpan VocabularyPatience = TimeSpan.FromSeconds(1);

    public async Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "A search gives 1 to 100 results.");
        }

        var terms = QueryWords.From(query.Text);
        if (terms.Words.IsEmpty)
        {
            return [];
        }

        var (hits, missesWords) = await readers.ReadAsync(database => Search(database, query, terms), cancellationToken).ConfigureAwait(false);
        if (missesWords)
        {
            await Task.WhenAny(filler.CatchUpAsync(), Task.Delay(VocabularyPatience, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            (hits, _) = await readers.ReadAsync(database => Search(database, query, terms), cancellationToken).ConfigureAwait(false);
        }

        return hits;
    }

    public Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(
        ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database => places.Select(place => Around(database, place, reach)).ToImmutableArray(), cancellationToken);

    private static ImmutableArray<StoredPassage> Around(SqliteDatabase database, PassagePlace place, int reach)
    {
        var passages = ImmutableArray.CreateBuilder<StoredPassage>();
        if (long.TryParse(place.DocumentId, NumberStyles.None, CultureInfo.InvariantCulture, out var document))
        {
            var row = database["chunks-around"].Bind(document).Bind((long)place.Ordinal - reach).Bind((long)place.Ordinal + reach);
            while (row.Step())
            {
                passages.Add(new StoredPassage(row.Int32(0), row.Int32(1), row.Int32(2), row.Text(3)));
            }
        }

        return passages.ToImmutable();
    }

    /// <summary>What is found, and whether a word was unknown while there are some that the vocabulary has not read.</summary>
    private (ImmutableArray<SearchHit> Hits, bool MissesWords) Search(SqliteDatabase database, SearchQuery query, QueryWords terms)
    {
        if (SearchScope.Find(database, query) is not { } scope)
        {
            return ([], false);
        }

        return query.Kind == SearchKind.Code
            ? SearchCode(database, query, terms, scope)
            : SearchChunks(database, query, terms, scope);
    }

    private (ImmutableArray<SearchHit> Hits, bool MissesWords) SearchCode(SqliteDatabase database, SearchQuery query, QueryWords terms, SearchScope scope)
    {
        var index = WordIndex.OfCode(terms);
        var words = KnownWords.Find(database, index, terms);
        var found = ByWords(database, index, words, query, terms, scope, ChunkDepth);
        var near = CodeByVector(database, query, terms, scope, found);
        var marks = new FoundWords(terms, words.MeantWords, isCode: true);
        var seen = new SeenExamples();
        var hits = Fuse(query, found, near, [], words, id => seen.Take(database, id), (id, score) => HitReader.Code(database, id, score, marks));
        return (hits, MissesWords(database, words));
    }

    private (ImmutableArray<SearchHit> Hits, bool MissesWords) SearchChunks(SqliteDatabase database, SearchQuery query, QueryWords terms, SearchScope scope)
    {
        var depth = query.Kind == SearchKind.Pages ? PageDepth : ChunkDepth;
        var index = WordIndex.OfChunks(terms);
        var words = KnownWords.Find(database, index, terms);
        var found = ByWords(database, index, words, query, terms, scope, depth);
        var near = Near(database, query, scope, found, onlyCandidates: !terms.Phrases.IsEmpty, depth);
        var named = query.ByWords && QueryTerms.Called(terms) is { } called ? Match(database, index, called, scope, query.Limit / HitsForNamed) : [];

        // What is only called so has its words, too, and stands behind what is ranked by them.
        found.AddRange(named.Except(found).ToList());
        var pages = new HashSet<long>();
        var marks = new FoundWords(terms, words.MeantWords, isCode: false);
        var hits = Fuse(
            query, found, near, named, words,
            id => query.Kind != SearchKind.Pages || database["document-of-chunk"].Bind(id).Scalar() is not { } document || pages.Add(document),
            (id, score) => HitReader.Chunk(database, id, score, marks));
        return (hits, MissesWords(database, words));
    }

    private static bool MissesWords(SqliteDatabase database, KnownWords words) => words.AreSomeUnknown && database["is-filling-behind"].Scalar() == 1;

    private static double VectorWeight(SearchQuery query, KnownWords words) =>
        !query.IsVectorLexical ? 1 : words.AreSomeMistyped ? MistypedVectorWeight : LexicalVectorWeight;

    private static ImmutableArray<SearchHit> Fuse(
        SearchQuery query, IReadOnlyList<long> found, IReadOnlyList<Neighbour> near, IReadOnlyList<long> named, KnownWords words, Func<long, bool> takes, Func<long, double, SearchHit?> read)
    {
        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        found = query.ByWords ? found : [];
        List<long> vectors = [.. near.Select(one => one.Id)];
        var (wordsPlaces, vectorPlaces) = (Places(found), Places(vectors));
        var owed = named.ToHashSet();
        foreach (var (id, score) in RankFusion.Fuse(found, vectors, VectorWeight(query, words)))
        {
            if (hits.Count == query.Limit)
            {
                break;
            }

            if (!owed.Remove(id) && hits.Count + owed.Count >= query.Limit)
            {
                continue;
            }

            if (takes(id) && read(id, score) is { } hit)
            {
                var place = PlaceIn(vectorPlaces, id);
                hits.Add(hit with
                {
                    WordsPlace = PlaceIn(wordsPlaces, id),
                    VectorPlace = place,
                    VectorModel = place is { } at ? near[at - 1].Model : null,
                    Meant = words.Meant,
                });
            }
        }

        return hits.ToImmutable();
    }

    private static Dictionary<long, int> Places(IReadOnlyList<long> ranked) => ranked.Index().ToDictionary(one => one.Item, one => one.Index + 1);

    private static int? PlaceIn(Dictionary<long, int> places, long id) => places.TryGetValue(id, out var place) ? place : null;

    /// <summary>What the query's vectors find, each among those of its own model.</summary>
    private List<Neighbour> Near(SqliteDatabase database, SearchQuery query, SearchScope scope, IReadOnlyList<long> found, bool onlyCandidates, int depth)
    {
        QueryVector[] queries = [.. query.Vectors];
        var merged = MergedRanks.Merge([.. queries.Select(one => _vectors.Rank(database, one.Model, one.Vector.Span, scope, found, onlyCandidates, depth))], depth);
        return [.. merged.Select(one => new Neighbour(one.Id, queries[one.List].Model))];
    }

    /// <summary>The code of the sections that the nearest chunks are of. A phrase must be in the code itself.</summary>
    private List<Neighbour> CodeByVector(SqliteDatabase database, SearchQuery query, QueryWords terms, SearchScope scope, IReadOnlyList<long> found)
    {
        // The language asked for is that of the code, whatever its page is written in.
        var chunks = Near(database, query, scope.OfAnyLanguage(), [], onlyCandidates: false, ChunkDepth);
        var near = new List<Neighbour>();
        var known = new HashSet<long>();
        if (!terms.Phrases.IsEmpty)
        {
            known.UnionWith(found);
        }

        foreach (var chunk in chunks)
        {
            var row = database["code-near-chunk"].Bind(chunk.Id).Bind(query.Language).Bind(CodeOfChunk);
            while (near.Count < ChunkDepth && row.Step())
            {
                var id = row.Int64(0);
                if (terms.Phrases.IsEmpty ? known.Add(id) : known.Remove(id))
                {
                    near.Add(chunk with { Id = id });
                }
            }
        }

        return near;
    }

    /// <summary>What has every word before what has some.</summary>
    private static List<long> ByWords(
        SqliteDatabase database, WordIndex index, KnownWords words, SearchQuery query, QueryWords terms, SearchScope scope, int depth)
    {
        var ids = new List<long>();
        if (words.IsEmpty || (!query.ByWords && terms.Phrases.IsEmpty))
        {
            return ids;
        }

        var known = new HashSet<long>();
        foreach (var expression in words.Expressions(index.Titles))
        {
            if (ids.Count < query.Limit)
            {
                ids.AddRange(Match(database, index, expression, scope, depth).Where(known.Add));
            }
        }

        return ids.Count > depth ? ids[..depth] : ids;
    }

    private static List<long> Match(SqliteDatabase database, WordIndex index, string expression, SearchScope scope, int depth)
    {
        if (!scope.IsAll)
        {
            List<long> held = [];
            var rows = index.HeldIn(scope);
            var (seen, most) = (0, rows.List(database) is null ? MostElsewhere : MostScored);
            var row = database[index.Match].Bind(expression).Bind(MostScored).Bind(most);
            while (held.Count < depth && row.Step())
            {
                seen++;
                if (rows.Holds(database, row.Int64(0)))
                {
                    held.Add(row.Int64(0));
                }
            }

            if (held.Count >= EnoughHeld || seen < most)
            {
                return held;
            }
        }

        var ids = new List<long>();
        var match = scope.Matching(database, index.Match, expression).Bind(MostScored).Bind(depth);
        while (match.Step())
        {
            ids.Add(match.Int64(0));
        }

        return ids;
    }

    /// <summary>A chunk or code near the query, and the model that says so.</summary>
    private readonly record struct Neighbour(long Id, string Model);
}
