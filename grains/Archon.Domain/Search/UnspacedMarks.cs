namespace Archon.Domain.Search;

/// <summary>Where in a word of a text there is what a query in a script without spaces was found by: its runs of letters or, where one is not there as a whole, their pairs.</summary>
internal sealed class UnspacedMarks
{
    private readonly List<(string Run, string[] Pairs)> _runs = [];
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="query">Its words.</param>
    public UnspacedMarks(QueryWords query)
    {
        foreach (var word in query.Words)
        {
            foreach (var (start, length, isUnspaced) in Unspaced.Runs(word))
            {
                var run = word.Substring(start, length);
                if (isUnspaced)
                {
                    var parts = Unspaced.Parts(run).ToArray();
                    _runs.Add((run, parts.Length > 1 ? parts[..^1] : parts));
                }
                else if (!StopWords.Contains(run))
                {
                    _words.Add(run);
                }
            }
        }
    }

    /// <summary>Its places in a word of the text, in order and apart.</summary>
    public IEnumerable<(int Start, int End)> PlacesIn(string word) => Merged(AllPlacesIn(word));

    private IEnumerable<(int Start, int End)> AllPlacesIn(string word)
    {
        foreach (var (start, length, isUnspaced) in Unspaced.Runs(word))
        {
            if (isUnspaced)
            {
                foreach (var place in PlacesInRun(word.Substring(start, length)))
                {
                    yield return (start + place.Start, start + place.End);
                }
            }
            else if (_words.Contains(word.Substring(start, length)))
            {
                yield return (start, start + length);
            }
        }
    }

    private IEnumerable<(int Start, int End)> PlacesInRun(string run)
    {
        foreach (var (wanted, pairs) in _runs)
        {
            var isWhole = run.Contains(wanted, StringComparison.Ordinal);
            foreach (var part in isWhole ? [wanted] : pairs)
            {
                for (var at = run.IndexOf(part, StringComparison.Ordinal); at >= 0; at = run.IndexOf(part, at + part.Length, StringComparison.Ordinal))
                {
                    yield return (at, at + part.Length);
                }
            }
        }
    }

    private static IEnumerable<(int Start, int End)> Merged(IEnumerable<(int Start, int End)> places)
    {
        (int Start, int End)? open = null;
        foreach (var place in places.OrderBy(place => place.Start))
        {
            if (open is { } last && place.Start <= last.End)
            {
                open = (last.Start, Math.Max(last.End, place.End));
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = place;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }
}
