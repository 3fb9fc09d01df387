using Archon.Domain.Search;
using Archon.Ports.Storage;

namespace Archon.Grains.Search;

/// <summary>What a query may be the name of, or have the name of in it: passages of that are worth more, and lead to it.</summary>
/// <param name="Identifiers">The identifiers in it.</param>
/// <param name="Title">All of it as a name.</param>
/// <param name="Said">Its words.</param>
/// <param name="Signs">What it has that no word is.</param>
internal sealed record QueryNames(QueryIdentifiers Identifiers, QueryTitle Title, SaidWords Said, QuerySigns Signs)
{
    /// <param name="text">The query.</param>
    /// <param name="meant">Its words that nothing has.</param>
    public static QueryNames From(string text, IReadOnlyList<MeantWord> meant)
    {
        var name = QueryCall.NameIn(text) ?? text;
        return new(QueryIdentifiers.From(name, meant), QueryTitle.From(name, meant), new SaidWords(QueryWords.From(text), meant), QuerySigns.From(text));
    }

    /// <summary>
    /// Passages, best first, with their scores and what each is worth more for itself (<see cref="WorthOf"/>). A section of a page is worth that once: all its passages are led to by the same
    /// address, and would stand before everything else that has the identifier.
    /// </summary>
    public IReadOnlyList<(SearchHit Hit, double Score, double More)> Weigh(IReadOnlyList<SearchHit> passages)
    {
        var known = new HashSet<(string Document, string Fragment)>();
        var weighed = passages.Select(hit => (Hit: hit, Score: ScoreOf(hit), More: WorthOf(hit))).ToList();

        // Where something is called as the query is, that was asked for.
        if (weighed.TrueForAll(one => one.Score <= one.Hit.Score && one.More <= 0))
        {
            var agreed = weighed.FindIndex(one => RankFusion.ForAgreement(one.Hit.WordsPlace, one.Hit.VectorPlace) > 0);
            if (agreed >= 0 && SaysMost(weighed[agreed].Hit, passages))
            {
                var (hit, score, more) = weighed[agreed];
                weighed[agreed] = (hit, score + RankFusion.ForAgreement(hit.WordsPlace, hit.VectorPlace), more);
            }
        }

        return
        [
            .. weighed.OrderByDescending(one => one.Score + one.More)
                .Select(one => one.More > 0 && !known.Add((one.Hit.DocumentId, FragmentOf(one.Hit))) ? one with { More = 0 } : one),
        ];
    }

    /// <summary>The query has something by which code is told from other code with its words.</summary>
    public bool MayBeInCode => !Identifiers.IsEmpty || !Signs.IsEmpty;

    /// <summary>
    /// Code, best first: what has an identifier or the signs of the query as they were typed before what has their words, and of that what stands where the identifier is explained before what only
    /// uses it. There its last name is enough: <c>groupby(...)</c> below <c>itertools.groupby</c>.
    /// </summary>
    public IReadOnlyList<(SearchHit Hit, double Score)> WeighCode(IReadOnlyList<SearchHit> examples) =>
        [.. examples.Select(hit => (Hit: hit, Score: hit.Score + WorthOfCode(hit))).OrderByDescending(one => one.Score)];

    private double WorthOfCode(SearchHit hit)
    {
        var isExplained = Identifiers.AreIn(hit.Heading) || Identifiers.AreNamedIn(hit.Fragments);
        var isThere = Identifiers.AreIn(hit.Content) || Signs.AreIn(hit.Content) || (isExplained && Identifiers.AreCalledIn(hit.Content));
        var isAbout = isExplained || Identifiers.AreIn(hit.Title);
        return ((isThere ? 2 : 0) + (isAbout ? 1 : 0)) * RankFusion.ForHeading / 2;
    }

    /// <summary>What a passage's own score is with what it is worth more that is called as the query is: a page before what is defined on one under that name alone, that before what is defined with more before its name, and that before all that only says it. What has its signs as they were typed counts as a heading.</summary>
    public double ScoreOf(SearchHit hit) =>
        hit.Score + (Title.FindIn(hit.Heading, hit.Content, hit.Fragments)?.Likeness switch
        {
            TitleLikeness.Page => 2 * RankFusion.ForIdentifier,
            TitleLikeness.Name => 1.5 * RankFusion.ForIdentifier,
            TitleLikeness.Definition => RankFusion.ForIdentifier,
            TitleLikeness.Heading => RankFusion.ForHeading,
            _ => 0,
        }) + ForSigns(hit);

    /// <summary>
    /// What it is worth more, whatever else its page says, for an identifier: what has one as it was typed is what was asked for, however many passages of other pages have its words; and
    /// what explains it, however many name it. Where that begins stands before where it goes on.
    /// </summary>
    public double WorthOf(SearchHit hit) =>
        Identifiers.IsEmpty ? 0
        : Identifiers.BeginIn(hit.Content, hit.Fragments) ? 4 * RankFusion.ForIdentifier
        : Identifiers.AreNamedIn(hit.Fragments) ? 3 * RankFusion.ForIdentifier
        : Identifiers.AreDefinedIn(hit.Title, hit.Heading, hit.Content, hit.Fragments) ? 2 * RankFusion.ForIdentifier
        : Identifiers.AreIn(hit.Content) || Identifiers.AreIn(hit.Heading) ? RankFusion.ForIdentifier
        : Identifiers.AreExplainedIn(hit.Heading, hit.Content) ? RankFusion.ForName
        : 0;

    private double ForSigns(SearchHit hit) =>
        Signs.IsEmpty ? 0 : (Signs.AreIn(hit.Content) || Signs.AreIn(hit.Heading) ? RankFusion.ForHeading : 0) + (Signs.AreExplainedIn(hit.Content) ? RankFusion.ForHeading : 0);

    // Words place a passage first for a rare word of the query, too; where that of another page says more of them, it is none to agree on.
    private bool SaysMost(SearchHit hit, IReadOnlyList<SearchHit> passages)
    {
        var count = SaidIn(hit);
        return passages.All(other => other.DocumentId == hit.DocumentId || SaidIn(other) <= count);
    }

    private int SaidIn(SearchHit hit) => Said.In(hit.Title, hit.Heading, hit.Content);

    /// <summary>What leads to that of a result's sections which was asked for; empty for none.</summary>
    public string FragmentOf(SearchHit hit) =>
        Identifiers.NamedIn(hit.Fragments) ?? (hit.Ordinal is null ? null : Title.FindIn(hit.Heading, hit.Content, hit.Fragments)?.Fragment) ?? hit.Fragment;
}
