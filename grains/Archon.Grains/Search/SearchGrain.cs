using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Search;
using Archon.GrainInterfaces.Search;
using Archon.Grains.Asking;
using Archon.Grains.Summaries;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Orleans.Concurrency;

namespace Archon.Grains.Search;

/// <summary>Asks the embedder for the query's vector and the store for the rest.</summary>
[GrainType("archon.search"), StatelessWorker(16), Reentrant]
internal sealed class SearchGrain(
    IArchonStore store,
    IEmbedder embedder,
    QueryVectors vectors,
    StorePatience patience) : Grain, ISearchGrain
{
    private const int MaxQueryLength = 100_000;

    /// <summary>More of a query than this says nothing new to an embedder.</summary>
    private const int MaxEmbeddedLength = 4_000;

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

        var text = request.Query.Length <= MaxEmbeddedLength ? request.Query : request.Query[..MaxEmbeddedLength];
        var (vector, former) = kind == SearchKind.Code ? (null, []) : await vectors.OfAsync(text, cancellationToken);
        var query = new SearchQuery
        {
            Text = request.Query,
            Kind = kind,
            SourceId = request.SourceId,
            Tag = request.Tag,
            Language = request.Language?.ToLowerInvariant(),
            Path = request.Path,
            Limit = request.Limit,
            Model = embedder.Model,
            Vector = vector,
            Former = former,
        };
        var hits = kind == SearchKind.Code ? await patience.ReadAsync(store.SearchAsync(query, cancellationToken), cancellationToken) : await FindByPageAsync(query, cancellationToken);
        if (hits.Length == 0 && request.SourceId is { } source && await patience.ReadAsync(store.FindSourceAsync(source, cancellationToken), cancellationToken) is null)
        {
            return Invalid("sourceId", $"sourceId is '{source}', and nothing has been collected under that id; the list of sources has the ids there are.");
        }

        return new SearchResults
        {
            Results = [.. hits.Select(hit => (Hit: hit, Summary: ShownSummary.Of(hit))).Select(shown => new SearchResult
            {
                Url = shown.Hit.Url,
                Title = shown.Hit.Title,
                Heading = shown.Hit.Heading,
                Content = shown.Hit.Content,
                Snippet = shown.Hit.Snippet,
                Score = shown.Hit.Score,
                SourceId = shown.Hit.SourceId,
                PageId = shown.Hit.DocumentId,
                Language = shown.Hit.Language,
                WordsRank = request.Explain ? shown.Hit.WordsPlace : null,
                VectorRank = request.Explain ? shown.Hit.VectorPlace : null,
                Summary = shown.Summary.Text,
                SummaryKind = shown.Summary.Kind,
            })],
        };
    }

    /// <summary>Passages placed by what their page says in all. Pages come by the same, and after them those that only a deeper look finds.</summary>
    private async Task<ImmutableArray<SearchHit>> FindByPageAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var passages = await FindRelatedAsync(query with { Kind = SearchKind.Chunks, Limit = Depth }, cancellationToken);
        var placed = PageStrength.Place(passages, hit => hit.DocumentId, hit => hit.Score).Select(found => found.Hit with { Score = found.Score });
        if (query.Kind == SearchKind.Chunks)
        {
            return [.. placed.Take(query.Limit)];
        }

        ImmutableArray<SearchHit> pages = [.. placed.DistinctBy(hit => hit.DocumentId)];
        if (pages.Length < query.Limit && passages.Length == Depth)
        {
            var deeper = await FindRelatedAsync(query, cancellationToken);
            pages = [.. pages.Concat(deeper).DistinctBy(hit => hit.DocumentId)];
        }

        return [.. pages.Take(query.Limit)];
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
}
