namespace Archon.Domain.Extraction;

/// <summary>
/// Chooses the document among the candidates, or none when the whole body serves better. A name is believed only as far as the
/// text bears it out: a candidate that holds too little of the page's text would lose the article.
/// </summary>
internal static class MainContentFinder
{
    // The least share of the page's text in the only candidate of its rank, and in the greatest of several.
    private const double ShareOfOne = 0.25;
    private const double ShareOfSeveral = 0.6;

    // A candidate inside the chosen one that holds nearly all of it leaves out only what stands around the text.
    private const double ShareOfInner = 0.85;

    /// <param name="candidates">In document order.</param>
    /// <param name="total">Letters of text in the whole body, counted as the candidates count theirs.</param>
    public static MainContentCandidate? Choose(IReadOnlyList<MainContentCandidate> candidates, int total)
    {
        for (var rank = MainContentRank.Generator; rank <= MainContentRank.Named; rank++)
        {
            if (Best(candidates, rank, total) is { } best)
            {
                return Narrow(candidates, rank == MainContentRank.Article && Around(candidates, best, total) is { } whole ? whole : best);
            }
        }

        return null;
    }

    private static MainContentCandidate? Best(IReadOnlyList<MainContentCandidate> candidates, MainContentRank rank, int total)
    {
        MainContentCandidate? best = null;
        MainContentCandidate? outermost = null;
        var count = 0;

        foreach (var candidate in candidates)
        {
            if (candidate.Rank != rank || (outermost is not null && outermost.Holds(candidate)))
            {
                continue;
            }

            outermost = candidate;
            count++;

            if (best is null || candidate.Text > best.Text)
            {
                best = candidate;
            }
        }

        // A page's one main with its heading is what it says, though links, which count for little, be all there is.
        if (count == 1 && rank is (MainContentRank.Main or MainContentRank.Article) && best is { Heading: not null, IsOfLinks: true })
        {
            return best;
        }

        var share = count > 1 || rank == MainContentRank.Named ? ShareOfSeveral : ShareOfOne;
        return best is not null && best.Text > 0 && best.Text >= total * share ? best : null;
    }

    // An article that begins with no heading of a page is a part of the one around it that does, where that says more than the article (Erlang has one for each function).
    private static MainContentCandidate? Around(IReadOnlyList<MainContentCandidate> candidates, MainContentCandidate article, int total)
    {
        if (article.Heading is not null || article.Subheading is not null)
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (candidate is { Rank: MainContentRank.Named, Heading: not null } && candidate.Holds(article)
                && article.Text < candidate.Text * ShareOfInner && candidate.Text >= total * ShareOfSeveral)
            {
                return candidate;
            }
        }

        return null;
    }

    private static MainContentCandidate Narrow(IReadOnlyList<MainContentCandidate> candidates, MainContentCandidate chosen)
    {
        var narrowest = chosen;

        foreach (var candidate in candidates)
        {
            if (candidate.Rank != MainContentRank.Named
                && narrowest.Holds(candidate)
                && candidate.Text >= chosen.Text * ShareOfInner
                && (candidate.Heading is not null || chosen.Heading is null))
            {
                narrowest = candidate;
            }
        }

        return narrowest;
    }
}
