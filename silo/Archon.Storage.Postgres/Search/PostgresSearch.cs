using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Knowledge;
using Npgsql;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// Search by words (first what has all of them, then, when that is little, what has any) and beside it, on another connection, by vector; then the two lists fused.
/// Code is found by the words of its text and those inside its identifiers, and is as near as the chunk that it stands in. While vectors of several models are stored,
/// what each finds is merged.
/// </summary>
internal sealed class PostgresSearch(PostgresDatabase database, VectorModels models, WordFrequencies frequencies) : ISearchIndex
{
    // Shares of two models are told by as many vectors of each.
    private const int MostCounted = 20_000;

    // Behind those that every hit has.
    private const int ContextColumn = 13;

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

        var isCode = query.Kind == SearchKind.Code;
        var spelling = await Spelling.CheckAsync(database, terms, isCode, cancellationToken).ConfigureAwait(false);
        var rows = await frequencies.ReadAsync(isCode, cancellationToken).ConfigureAwait(false);
        var statement = new SearchStatement(query, new QueryTerms(terms, isCode ? QueryTerms.Identifier : QueryTerms.Plain, spelling, rows), source);
        var marks = new FoundWords(terms, spelling.Meant.SelectMany(one => one.Words), isCode);
        return await FindAsync(
            statement, await UsedAsync(query, cancellationToken).ConfigureAwait(false), marks, spelling.Meant, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(
        ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken)
    {
        long[] documents = [.. places.Select(place => long.TryParse(place.DocumentId, NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : 0)];
        var rows = await database.ListAsync(
            () => Statements.Named("chunks-around").Bind(documents).Bind([.. places.Select(place => place.Ordinal)]).Bind(reach),
            row => (At: row.GetInt64(0), Passage: new StoredPassage(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.Text(4))),
            cancellationToken).ConfigureAwait(false);
        var found = rows.ToLookup(row => row.At, row => row.Passage);
        return [.. Enumerable.Range(1, places.Length).Select(at => found[at].ToImmutableArray())];
    }

    private async Task<List<(QueryVector By, VectorModel Model)>> UsedAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        List<(QueryVector, VectorModel)> used = [];
        foreach (var one in query.Vectors)
        {
            // Not one that nothing is embedded with, or that changed its dimensions without changing its name.
            if (await models.FindAsync(one.Model, cancellationToken).ConfigureAwait(false) is { } model && model.Dimensions == one.Vector.Length)
            {
                used.Add((one, model));
            }
        }

        return used;
    }

    private async Task<ImmutableArray<SearchHit>> FindAsync(
        SearchStatement statement, List<(QueryVector By, VectorModel Model)> used, FoundWords marks, IReadOnlyList<MeantWord> meant, CancellationToken cancellationToken)
    {
        Func<NpgsqlBatchCommand> end = used.Count == 0 || (used.Count == 1 && statement.IsOfFound)
            ? () => statement.Whole(used.FirstOrDefault().By, used.FirstOrDefault().Model)
            : await FuseAsync(statement, used, cancellationToken).ConfigureAwait(false);
        var hits = await database.SendAsync(
            () => [statement.Tuning(), end()],
            (reader, token) => ReadSecondAsync(reader, row => (Hit: ReadHit(row, used, marks, meant), Place: ExamplePlace.Of(row)), token),
            cancellationToken).ConfigureAwait(false);
        return await ExampleReader.WholeAsync(database, hits, cancellationToken).ConfigureAwait(false);
    }

    // Each takes as long as the other, and together they took as long as both.
    private async Task<Func<NpgsqlBatchCommand>> FuseAsync(SearchStatement statement, List<(QueryVector By, VectorModel Model)> used, CancellationToken cancellationToken)
    {
        var words = statement.IsByWords ? IdsAsync(statement, statement.ByWords, cancellationToken) : Task.FromResult<List<long>>([]);
        var near = NearAsync(statement, used, cancellationToken);
        await Task.WhenAll(words, near).ConfigureAwait(false);
        var (byWords, byVector) = (await words.ConfigureAwait(false), await near.ConfigureAwait(false));
        return () => statement.Fused(byWords, byVector);
    }

    private async Task<IReadOnlyList<(long Id, int List)>> NearAsync(
        SearchStatement statement, List<(QueryVector By, VectorModel Model)> used, CancellationToken cancellationToken)
    {
        var lists = new List<(IReadOnlyList<long> Ids, long Among)>();
        foreach (var (by, model) in used)
        {
            var ids = await IdsAsync(statement, () => statement.Near(by, model), cancellationToken).ConfigureAwait(false);
            var among = used.Count == 1 ? [ids.Count] : await database.ListAsync(
                () => Statements.Named("count-vectors", model.No).Bind(MostCounted), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            lists.Add((ids, among[0]));
        }

        return MergedRanks.Merge(lists, statement.Depth);
    }

    private Task<List<long>> IdsAsync(SearchStatement statement, Func<NpgsqlBatchCommand> ids, CancellationToken cancellationToken) =>
        database.SendAsync(() => [statement.Tuning(), ids()], (reader, token) => ReadSecondAsync(reader, row => row.GetInt64(0), token), cancellationToken);

    private static async Task<List<T>> ReadSecondAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await PostgresDatabase.ReadAllAsync(reader, read, cancellationToken).ConfigureAwait(false);
    }

    private static SearchHit ReadHit(NpgsqlDataReader row, List<(QueryVector By, VectorModel Model)> used, FoundWords marks, IReadOnlyList<MeantWord> meant) => new()
    {
        DocumentId = row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
        Url = row.Text(1),
        Title = row.Text(2),
        Heading = row.Text(3),
        Content = row.Text(4),
        SourceId = row.Text(5),
        Language = row.MaybeText(6),
        Score = row.GetDouble(7),
        WordsPlace = PlaceIn(row, 8),
        VectorPlace = PlaceIn(row, 9),
        Ordinal = row.IsDBNull(10) ? null : row.GetInt32(10),
        VectorModel = row.IsDBNull(11) ? null : used[row.GetInt32(11)].By.Model,
        Fragments = row.Text(12),
        Context = row.FieldCount > ContextColumn ? row.Text(ContextColumn) : null,
        Summary = row.FieldCount > ContextColumn ? row.MaybeText(ContextColumn + 1) : null,
        Example = row.FieldCount > ContextColumn ? new ExampleFacts { Title = row.Text(ContextColumn + 2), IsGuessed = row.GetBoolean(ContextColumn + 3), Tab = row.MaybeText(ContextColumn + 4) } : null,
        Found = marks,
        Meant = meant,
    };

    private static int? PlaceIn(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : (int)row.GetInt64(column);
}
