using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Knowledge;
using Npgsql;

namespace Archon.Storage.Postgres.Search;

/// <summary>One search as statements: its parts chosen from <c>search.sql</c>, which all have the same parameters.</summary>
/// <param name="query">What is asked for.</param>
/// <param name="terms">Its words.</param>
/// <param name="source">Where it looks, and how many chunks there are; null for everywhere.</param>
internal sealed class SearchStatement(SearchQuery query, QueryTerms terms, (long No, long Chunks)? source)
{
    private const int ChunkDepth = 100;

    // Several of the best chunks may be of one page, so pages are looked for deeper.
    private const int PageDepth = 300;

    // Rows with its words that are ranked.
    private const int Ranked = 2_000;

    // With a filter several rows and neighbours are read for each that counts, and in a large source neighbours. Neighbours beyond the fiftieth are worth little beside words; where they are all that counts, they are as many.
    private const int NarrowedShare = 2;

    // Unrelated texts come out around 0: without a floor every query finds as many neighbours as were asked for.
    private const double LeastSimilarity = 0.12;

    // Measured on 76 questions (see RankFusion): up to half both together are at least as good as words alone in nearly every measure and run, a little below it in all; from 0.6 on in most.
    private const double LexicalVectorWeight = 0.45;

    // Up to here every vector of a source is compared; the index of neighbours would mostly find other sources'.
    private const long SmallSource = 20_000;

    private readonly bool _isCode = query.Kind == SearchKind.Code;

    /// <summary>How many are ranked by words, and by vector.</summary>
    public int Depth { get; } = query.Kind == SearchKind.Pages ? PageDepth : ChunkDepth;

    /// <summary>Only what has a phrase is compared by vector. Code that has it is told from other code after its chunks were found.</summary>
    public bool IsOfFound => terms.HasPhrases && !_isCode;

    /// <summary>What words find counts, and not only vectors.</summary>
    public bool IsByWords => query.ByWords;

    /// <summary>To be sent before it.</summary>
    public NpgsqlBatchCommand Tuning() => Statements.Named("search-tuning").Bind(Depth.ToString(CultureInfo.InvariantCulture));

    /// <summary>The whole search at once: by words alone, or of a phrase, of which only what has it is compared with one model's vectors.</summary>
    public NpgsqlBatchCommand Whole(QueryVector? by, VectorModel? model) =>
        Bind(Depth, new(Parts(Words, model is null ? SqlText.Get("search-no-vector") : VectorPart(model), Hits)), command => command.Bind(by?.Vector.ToArray() ?? []))
            .Bind(Array.Empty<int>()).Bind(Array.Empty<long>()).Bind(Called);

    /// <summary>The ids that words find, best first.</summary>
    public NpgsqlBatchCommand ByWords() =>
        Bind(Depth, new(Parts(Words.TrimEnd().TrimEnd(','), SqlText.Get("search-words-only"))), command => command.Bind(Array.Empty<float>()));

    /// <summary>The end of a search: what words and vectors have found, each best first, the latter with the number of its model.</summary>
    public NpgsqlBatchCommand Fused(IReadOnlyList<long> words, IReadOnlyList<(long Id, int List)> near) =>
        Bind(Depth, new(Parts(SqlText.Get("search-words-found"), SqlText.Get("search-vector-merged"), Hits)), command => command.Bind([.. near.Select(one => one.Id)]))
            .Bind([.. near.Select(one => one.List)]).Bind([.. words]).Bind(Called);

    /// <summary>The ids that one model finds, best first.</summary>
    public NpgsqlBatchCommand Near(QueryVector by, VectorModel model)
    {
        var words = IsOfFound ? Words : "WITH";
        return Bind(query.ByWords ? NearShare : Depth, new(Parts(words, VectorPart(model).TrimEnd().TrimEnd(','), SqlText.Get("search-near-only"))), command => command.Bind(by.Vector.ToArray()));
    }

    private int NearShare => query.IsNarrowed || source is { Chunks: > SmallSource } ? Depth / NarrowedShare : Depth;

    private string? Called => query.ByWords && !_isCode ? terms.Called : null;

    private string Words => SqlText.Get(_isCode ? "search-code-words" : "search-words");

    private string Hits => SqlText.Get(_isCode ? "search-code-hits" : "search-hits");

    private string Parts(params string[] parts) => string.Join('\n', parts)
        .Replace("{ranked}", Share(Ranked).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{narrowed}", query.IsNarrowed ? SqlText.Get(_isCode ? "search-code-narrowed" : "search-narrowed") : "", StringComparison.Ordinal)
        .Replace("{near}", query.IsNarrowed ? SqlText.Get(_isCode ? "search-near-code" : "search-near") : "", StringComparison.Ordinal);

    private string VectorPart(VectorModel model) => Statements.ForModel(
        SqlText.Get((IsOfFound, model.IsIndexed, source) switch
        {
            (true, _, _) => "search-vector-of-found",
            (_, _, { Chunks: <= SmallSource }) => "search-vector-of-small-source",
            (_, false, _) => "search-vector-unindexed",
            (_, _, null) => "search-vector",
            _ => "search-vector-of-source",
        }),
        model.No);

    private int Share(int most) => query.IsNarrowed ? most / NarrowedShare : most;

    private NpgsqlBatchCommand Bind(int depth, NpgsqlBatchCommand command, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> bindVector)
    {
        var weighed = terms.Weighed;
        return bindVector(command.Bind(terms.All).Bind(terms.Any).Bind(source?.No).Bind(query.Limit).Bind(depth).Bind(query.Limit).Bind(query.Kind == SearchKind.Pages))
            .Bind(1 - LeastSimilarity).Bind(query.ByWords).Bind(query.Tag).Bind(query.Language).Bind(query.Path).Bind(terms.HasPhrases)
            .Bind(query.IsVectorLexical ? LexicalVectorWeight : 1.0).Bind(RankFusion.FirstByWords).Bind([.. weighed.Select(word => word.Text)]).Bind([.. weighed.Select(word => word.Worth)]);
    }
}
