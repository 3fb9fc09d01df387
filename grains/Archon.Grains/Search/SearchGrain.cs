using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Anchors;
using Archon.Domain.Search;
using Archon.GrainInterfaces.Search;
using Archon.Grains.Asking;
using Archon.Grains.Summaries;
using Archon.Ports.Embedding;
using Archon.Ports.Reranking;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Archon.Grains.Search;

/// <summary>Asks the embedder for the query's vector, the store for the rest and the re-ranker, where there is one, for the order of the best.</summary>
[GrainType("archon.search"), StatelessWorker(16), Reentrant]
internal sealed partial class SearchGrain(
    IArchonStore store,
    IEmbedder embedder,
    QueryVectors vectors,
    IReranker reranker,
    StorePatience patience,
    ILogger<SearchGrain> logger) : Grain, ISearchGrain
{
    /// <summary>100 KB.</summary>
    private const int MaxQueryLength = 102_400;

    /// <summary>More of a query than this says nothing new to an embedder.</summary>
    private const int MaxEmbeddedLength = 4_000;

    private const string Hybrid = "hybrid";
    private const string ByWords = "words";
    private const string ByVector = "vector";

    private const string SignsAlone = "The query has signs only, which are not searched by themselves; ask for what they do or what they are called.";

    /// <summary>What is looked at without the filters that leave nothing.</summary>
    private const int LookedAtWithout = 20;

    /// <summary>Passages looked at to tell what a page says in all.</summary>
    private const int Depth = 100;

    public async Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
        {
            return Invalid("query", "query is empty; it must say what to look for.");
        }

        if (request.Query.Length > MaxQueryLength)
        {
            return Invalid("query", string.Create(CultureInfo.InvariantCulture, $"query has {request.Query.Length:N0} characters; it must have at most {MaxQueryLength:N0}."));
        }

        if (request.Limit is < 1 or > 100)
        {
            return Invalid("limit", $"limit is {request.Limit}; it must be 1 to 100.");
        }

        if (request.Kind is null || !request.Kind.All(char.IsAsciiLetter) || !Enum.TryParse<SearchKind>(request.Kind, ignoreCase: true, out var kind))
        {
            return Invalid("kind", $"kind is '{request.Kind}'; it must be chunks, pages or code.");
        }

        if (request.Path is { } path && !path.StartsWith('/'))
        {
            return Invalid("path", $"path is '{path}'; it must begin with a slash, as in /docs/api/.");
        }

        var ranking = request.Ranking?.ToLowerInvariant();
        if (ranking is not (Hybrid or ByWords or ByVector))
        {
            return Invalid("ranking", $"ranking is '{request.Ranking}'; it must be hybrid, words or vector.");
        }

        var text = request.Query.Length <= MaxEmbeddedLength ? request.Query : request.Query[..MaxEmbeddedLength];
        var (vector, former) = ranking == ByWords ? (null, []) : await vectors.OfAsync(text, cancellationToken);
        var query = new SearchQuery
        {
            Text = request.Query,
            Kind = kind,
            SourceId = request.SourceId,
            Tag = request.Tag,
            Language = request.Language?.ToLowerInvariant(),
            Path = request.Path,
            Limit = request.Limit,
            ByWords = ranking != ByVector,
            Model = embedder.Model,
            Vector = vector,
            Former = former,
        };
        query = query with { IsVectorLexical = query.Vectors.All(one => vectors.AreLexical(one.Model)) };
        var found = await FindAsync(query with { Limit = Math.Max(request.Limit, reranker.Candidates) }, isPlaced: ranking == Hybrid, cancellationToken);
        if (found.Count == 0 && request.SourceId is { } source && await patience.ReadAsync(store.FindSourceAsync(source, cancellationToken), cancellationToken) is null)
        {
            return Invalid("sourceId", $"sourceId is '{source}', and nothing has been collected under that id; the list of sources has the ids there are.");
        }

        var filterNote = found.Count > 0 ? null : QueryWords.From(request.Query).Words.IsEmpty ? SignsAlone : await FilterNoteAsync(query, cancellationToken);
        var (ordered, rerankerNote) = await RerankAsync(text, found, cancellationToken);
        found = [.. ordered.Take(request.Limit)];
        var names = QueryNames.From(request.Query, found.Count == 0 ? [] : found[0].Hit.Meant);
        var contents = kind == SearchKind.Pages ? await AssembleAsync(found, cancellationToken) : null;
        return new SearchResults
        {
            Note = string.Join(' ', new[] { VectorNote(ranking, query), rerankerNote, filterNote }.OfType<string>()) is { Length: > 0 } note ? note : null,
            Results = [.. found.Select((one, i) => Result(one, contents?[i] ?? one.Hit.Content, kind, names, request.Explain))],
        };
    }

    // The embedder may be away for a day, and what is stored is found all the same.
    private static string? VectorNote(string ranking, SearchQuery query) => (ranking, query) switch
    {
        (ByWords, _) or (_, { Vector: not null }) => null,
        (_, { Former: not [] }) => "The query has no vector of the model in use now; what has vectors of another was found by those.",
        (ByVector, _) => "The query has no vector now, so nothing can be ranked by it.",
        _ => "The query has no vector now; what is here was found by its words alone.",
    };

    // Whoever finds nothing looks at the words of the query, and not at what else was asked for.
    private async Task<string?> FilterNoteAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var note = new FilterNote(query.SourceId, query.Tag, query.Language, query.Path, query.Kind == SearchKind.Code);
        if (!note.HasFilters)
        {
            return null;
        }

        var without = await FindRelatedAsync(query with { SourceId = null, Tag = null, Language = null, Path = null, Limit = LookedAtWithout }, cancellationToken);
        return note.Tell([.. without.Select(hit => hit.Language)]);
    }

    // A page begins where it begins.
    private static SearchResult Result(FoundHit found, string content, SearchKind kind, QueryNames names, bool explains) => new()
    {
        Url = kind == SearchKind.Pages ? found.Hit.Url : UrlFragment.Append(found.Hit.Url, names.FragmentOf(found.Hit)),
        Title = found.Hit.Title,
        Heading = found.Hit.Heading,
        Content = content,
        Snippet = found.Hit.Snippet,
        Score = found.Score,
        SourceId = found.Hit.SourceId,
        PageId = found.Hit.DocumentId,
        Language = found.Hit.Language,
        WordsRank = explains ? found.Hit.WordsPlace : null,
        VectorRank = explains ? found.Hit.VectorPlace : null,
        PassageScore = explains && found.Hit.Ordinal is not null ? found.Hit.Score : null,
        Relevance = found.Relevance,
        Meant = MeantWord.Tell(found.Hit.Meant),
        Summary = ShownSummary.Of(found.Hit).Text,
        SummaryKind = ShownSummary.Of(found.Hit).Kind,
        Example = found.Hit.Example is { } example ? Shown(example) : null,
    };

    private static FoundExample Shown(ExampleFacts example) => new()
    {
        Title = example.Title,
        IsLanguageGuessed = example.IsGuessed,
        Tab = example.Tab,
        Variants = [.. example.Tabs.Select(tab => new FoundVariant { Label = tab.Label, Language = tab.Language, Code = tab.Code })],
        AlsoOn = example.AlsoOn,
        AlsoOnCount = example.AlsoOnCount,
    };

    /// <summary>
    /// Passages placed by what their page says in all. Pages come by the same, and after them those that only a deeper look finds. Code comes as it is found, but for what has or is about a name
    /// of the query; and everything comes so to whoever compares words and vector.
    /// </summary>
    private async Task<List<FoundHit>> FindAsync(SearchQuery query, bool isPlaced, CancellationToken cancellationToken)
    {
        if (query.Kind == SearchKind.Code && isPlaced && QueryNames.From(query.Text, []).MayBeInCode)
        {
            var examples = await FindRelatedAsync(query with { Limit = Depth }, cancellationToken);
            return [.. QueryNames.From(query.Text, examples.IsEmpty ? [] : examples[0].Meant).WeighCode(examples).Take(query.Limit).Select(one => new FoundHit(one.Hit, one.Score))];
        }

        if (query.Kind == SearchKind.Code || !isPlaced)
        {
            return [.. (await FindRelatedAsync(query, cancellationToken)).Select(hit => new FoundHit(hit, hit.Score))];
        }

        var passages = await FindRelatedAsync(query with { Kind = SearchKind.Chunks, Limit = Depth }, cancellationToken);
        var names = QueryNames.From(query.Text, passages.IsEmpty ? [] : passages[0].Meant);
        var weighed = names.Weigh(passages);
        List<FoundHit> placed = [.. PageStrength.Place(weighed, one => one.Hit.DocumentId, one => one.Score, one => one.More).Select(one => new FoundHit(one.Hit.Hit, one.Score))];
        if (query.Kind == SearchKind.Chunks)
        {
            return [.. placed.Take(query.Limit)];
        }

        List<FoundHit> pages = [.. placed.DistinctBy(one => one.Hit.DocumentId)];
        if (pages.Count < query.Limit && passages.Length == Depth)
        {
            var deeper = await FindRelatedAsync(query, cancellationToken);
            pages = [.. pages.Concat(deeper.Select(hit => new FoundHit(hit, hit.Score))).DistinctBy(one => one.Hit.DocumentId)];
        }

        return [.. pages.Take(query.Limit)];
    }

    /// <summary>The best in the order of the re-ranker; as they were, with a note, when it does not answer.</summary>
    private async Task<(List<FoundHit> Found, string? Note)> RerankAsync(string query, List<FoundHit> found, CancellationToken cancellationToken)
    {
        var count = Math.Min(found.Count, reranker.Candidates);
        if (count < 2)
        {
            return (found, null);
        }

        try
        {
            var scores = await reranker.ScoreAsync(query, [.. found.Take(count).Select(one => $"{one.Hit.Title}\n{one.Hit.Heading}\n\n{one.Hit.Content}")], cancellationToken);
            return ([.. found.Take(count).Zip(scores, (one, score) => one with { Relevance = score }).OrderByDescending(one => one.Relevance), .. found.Skip(count)], null);
        }
        catch (RerankerUnavailableException exception)
        {
            LogNotReranked(exception.Message, exception);
            return (found, $"The re-ranker gave no order: {exception.Message}. The results are in the order they were found.");
        }
    }

    /// <summary>Each page's best passage with its neighbours; null where it is gone meanwhile.</summary>
    private async Task<string?[]> AssembleAsync(IReadOnlyList<FoundHit> pages, CancellationToken cancellationToken)
    {
        var around = await patience.ReadAsync(
            store.ReadAroundAsync([.. pages.Select(page => new PassagePlace(page.Hit.DocumentId, page.Hit.Ordinal ?? 0))], PassageWindow.Reach, cancellationToken), cancellationToken);
        return
        [
            .. pages.Zip(around, (page, passages) => passages.Any(passage => passage.Ordinal == page.Hit.Ordinal && passage.Content == page.Hit.Content)
                ? PassageWindow.Around([.. passages.Select(passage => (passage.Ordinal, passage.Start, passage.End, passage.Content))], page.Hit.Ordinal!.Value)
                : null),
        ];
    }

    /// <summary>
    /// What the index finds. When vectors know spelling only, what has no word of the query must have one that is nearly like one of them: the rest
    /// shares a few letters by chance, and would stand before the one passage that has a rare word.
    /// </summary>
    private async Task<ImmutableArray<SearchHit>> FindRelatedAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var hits = await patience.ReadAsync(store.SearchAsync(query, cancellationToken), cancellationToken);
        if (!query.Vectors.Any(one => vectors.AreLexical(one.Model)))
        {
            return hits;
        }

        var close = new CloseWords(QueryWords.From(query.Text));
        return hits.RemoveAll(hit => hit is { WordsPlace: null, VectorModel: { } model } && vectors.AreLexical(model) && !close.AreIn(hit.Title) && !close.AreIn(hit.Heading) && !close.AreIn(hit.Content));
    }

    private static SearchResults Invalid(string field, string message) => new() { Field = field, Message = message };

    /// <summary>A hit, the score it is placed by, and what the re-ranker says of it.</summary>
    private sealed record FoundHit(SearchHit Hit, double Score, double? Relevance = null);
}
