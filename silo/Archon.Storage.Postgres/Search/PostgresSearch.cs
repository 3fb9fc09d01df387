using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Knowledge;
using Npgsql;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// Search in one statement: by words (first what has all of them, then, when that is little, what has any), by vector, and the
/// two lists fused. Code is found by words only, those of its text and those inside its identifiers.
/// </summary>
internal sealed class PostgresSearch(PostgresDatabase database, VectorModels models) : ISearchIndex
{
    private const int ChunkDepth = 100;

    // Several of the best chunks may be of one page, so pages are looked for deeper.
    private const int PageDepth = 300;

    // Unrelated texts come out around 0: without a floor every query finds as many neighbours as were asked for.
    private const double LeastSimilarity = 0.12;

    // Shares of two models are told by as many vectors of each.
    private const int MostCounted = 20_000;

    // Up to here every vector of a source is compared; the index of neighbours would mostly find other sources'.
    private const long SmallSource = 20_000;

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

        (long No, long Chunks)? source = null;
        if (query.SourceId is { } sourceId)
        {
            var found = await database.ListAsync(
                () => Statements.Named("source-no").Bind(sourceId), row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                return [];
            }

            source = found[0];
        }

        return query.Kind == SearchKind.Code
            ? await SearchCodeAsync(query, terms, source?.No, cancellationToken).ConfigureAwait(false)
            : await SearchChunksAsync(query, terms, source, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ImmutableArray<SearchHit>> SearchCodeAsync(SearchQuery query, QueryWords terms, long? source, CancellationToken cancellationToken)
    {
        var sql = Narrowed(SqlText.Get("search-code"), query, "search-code-narrowed");
        return
        [
            .. await database.ListAsync(
                () => BindNarrowed(
                    new NpgsqlBatchCommand(sql).Bind(QueryTerms.All(terms, QueryTerms.Identifier)).Bind(QueryTerms.Any(terms, QueryTerms.Identifier)).Bind(source).Bind(query.Limit),
                    query),
                row => ReadHit(row, content => Snippet.OfCode(new FoundWords(terms, isCode: true).Mark(content))) with { Context = row.Text(10), Summary = row.MaybeText(11) },
                cancellationToken).ConfigureAwait(false),
        ];
    }

    private async Task<ImmutableArray<SearchHit>> SearchChunksAsync(
        SearchQuery query, QueryWords terms, (long No, long Chunks)? source, CancellationToken cancellationToken)
    {
        var depth = query.Kind == SearchKind.Pages ? PageDepth : ChunkDepth;
        List<(QueryVector Query, VectorModel Model)> used = [];
        foreach (var one in query.Vectors)
        {
            // Not one that nothing is embedded with, or that changed its dimensions without changing its name.
            if (await models.FindAsync(one.Model, cancellationToken).ConfigureAwait(false) is { } model && model.Dimensions == one.Vector.Length)
            {
                used.Add((one, model));
            }
        }

        var hits = used.Count switch
        {
            0 => await FindAsync(SqlText.Get("search-no-vector"), command => command.Bind(Array.Empty<float>())).ConfigureAwait(false),
            1 => await FindAsync(VectorPart(used[0].Model, source), command => command.Bind(used[0].Query.Vector.ToArray())).ConfigureAwait(false),
            _ => await FindMergedAsync().ConfigureAwait(false),
        };
        return used.Count > 1 ? hits : [.. hits.Select(hit => hit.VectorPlace is null ? hit : hit with { VectorModel = used[0].Query.Model })];

        async Task<ImmutableArray<SearchHit>> FindMergedAsync()
        {
            var lists = new List<(IReadOnlyList<long>, long)>();
            foreach (var (one, model) in used)
            {
                lists.Add(await FindNearAsync(one, model).ConfigureAwait(false));
            }

            var merged = MergedRanks.Merge(lists, depth);
            var found = await FindAsync(SqlText.Get("search-vector-merged"), command => command.Bind([.. merged.Select(near => near.Id)])).ConfigureAwait(false);
            return [.. found.Select(hit => hit.VectorPlace is { } place ? hit with { VectorModel = used[merged[place - 1].List].Query.Model } : hit)];
        }

        Task<ImmutableArray<SearchHit>> FindAsync(string vectorPart, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> bindVector)
        {
            var sql = Narrowed(SqlText.Get("search-words") + "\n" + vectorPart + "\n" + SqlText.Get("search-hits"), query, "search-narrowed");
            return database.SendAsync(
                () => [Tuning(depth), Bound(sql, bindVector)],
                (reader, token) => ReadHitsAsync(reader, content => Snippet.Of(new FoundWords(terms, isCode: false).Mark(content)), token),
                cancellationToken);
        }

        async Task<(IReadOnlyList<long> Ids, long Among)> FindNearAsync(QueryVector one, VectorModel model)
        {
            var sql = Narrowed("WITH " + VectorPart(model, source).TrimEnd().TrimEnd(',') + "\n" + SqlText.Get("search-near-only"), query, "search-narrowed");
            var ids = await database.SendAsync(
                () => [Tuning(depth), Bound(sql, command => command.Bind(one.Vector.ToArray()))],
                async (reader, token) =>
                {
                    await reader.NextResultAsync(token).ConfigureAwait(false);
                    return await PostgresDatabase.ReadAllAsync(reader, row => row.GetInt64(0), token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            var among = await database.ListAsync(
                () => Statements.Named("count-vectors", model.No).Bind(MostCounted), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            return (ids, among[0]);
        }

        NpgsqlBatchCommand Bound(string sql, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> bindVector) => BindNarrowed(
            bindVector(new NpgsqlBatchCommand(sql)
                .Bind(QueryTerms.All(terms, QueryTerms.Plain)).Bind(QueryTerms.Any(terms, QueryTerms.Plain)).Bind(source?.No).Bind(query.Limit).Bind(depth)
                .Bind(query.Limit).Bind(query.Kind == SearchKind.Pages))
                .Bind(1 - LeastSimilarity),
            query);
    }

    private static NpgsqlBatchCommand Tuning(int depth) => Statements.Named("search-tuning").Bind(Math.Max(depth, 200).ToString(CultureInfo.InvariantCulture));

    private static string Narrowed(string sql, SearchQuery query, string conditions) => sql
        .Replace("{narrowed}", query.IsNarrowed ? SqlText.Get(conditions) : "", StringComparison.Ordinal)
        .Replace("{near}", query.IsNarrowed ? SqlText.Get("search-near") : "", StringComparison.Ordinal);

    private static NpgsqlBatchCommand BindNarrowed(NpgsqlBatchCommand command, SearchQuery query) =>
        query.IsNarrowed ? command.Bind(query.Tag).Bind(query.Language).Bind(query.Path) : command;

    private static string VectorPart(VectorModel model, (long No, long Chunks)? source) => (model, source) switch
    {
        ({ IsIndexed: false }, not { Chunks: <= SmallSource }) => Statements.ForModel(SqlText.Get("search-vector-unindexed"), model.No),
        (_, null) => Statements.ForModel(SqlText.Get("search-vector"), model.No),
        (_, { Chunks: <= SmallSource }) => Statements.ForModel(SqlText.Get("search-vector-of-small-source"), model.No),
        _ => Statements.ForModel(SqlText.Get("search-vector-of-source"), model.No),
    };

    private static async Task<ImmutableArray<SearchHit>> ReadHitsAsync(
        NpgsqlDataReader reader, Func<string, string> snippet, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return [.. await PostgresDatabase.ReadAllAsync(reader, row => ReadHit(row, snippet), cancellationToken).ConfigureAwait(false)];
    }

    private static SearchHit ReadHit(NpgsqlDataReader row, Func<string, string> snippet)
    {
        var content = row.Text(4);
        return new SearchHit
        {
            DocumentId = row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
            Url = row.Text(1),
            Title = row.Text(2),
            Heading = row.Text(3),
            Content = content,
            SourceId = row.Text(5),
            Language = row.MaybeText(6),
            Score = row.GetDouble(7),
            WordsPlace = PlaceIn(row, 8),
            VectorPlace = PlaceIn(row, 9),
            Snippet = snippet(content),
        };
    }

    private static int? PlaceIn(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : (int)row.GetInt64(column);
}
