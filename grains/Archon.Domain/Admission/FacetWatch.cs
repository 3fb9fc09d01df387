using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>
/// Finds lists that are shown anew for each combination of filters: few values, in many queries of one path. Where pages are told apart by a value of their own (an id, a
/// title) there are as many values as pages. It remembers a bounded number of paths and values. Not thread-safe.
/// </summary>
/// <param name="budget">Pages of one path, after which it may be such a list.</param>
public sealed class FacetWatch(int budget)
{
    private const int MostPaths = 256;

    // With more values than that it would take more pages than most crawls have.
    private const int MostValues = 512;

    // Pages for each value. A wiki shows each of its titles in three or four ways.
    private const int PagesOfAValue = 6;

    private static readonly char[] BetweenValues = [',', '|', ';', '+', ' '];

    private readonly Dictionary<string, Facets> _paths = new(StringComparer.Ordinal);

    /// <summary>A page was read.</summary>
    public void Note(CanonicalUrl url)
    {
        if (QueryOf(url) is not { } query)
        {
            return;
        }

        var path = PathOf(url);
        if (!_paths.TryGetValue(path, out var facets))
        {
            if (_paths.Count == MostPaths)
            {
                _paths.Remove(_paths.MinBy(known => known.Value.Pages).Key);
            }

            _paths.Add(path, facets = new Facets());
        }

        facets.Note(query);
    }

    /// <summary>How many pages of its path combine how few values, when that makes it a trap; else null.</summary>
    public (int Pages, int Values)? JudgeTrap(CanonicalUrl url) =>
        QueryOf(url) is not null && _paths.TryGetValue(PathOf(url), out var facets) && facets.Pages >= budget && facets.AreCombined
            ? (facets.Pages, facets.Values)
            : null;

    private static string PathOf(CanonicalUrl url) => url.Origin + url.Path;

    private static string? QueryOf(CanonicalUrl url)
    {
        var text = url.PathAndQuery;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? null : text[(query + 1)..];
    }

    private sealed class Facets
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private readonly HashSet<string> _values = new(StringComparer.Ordinal);

        public int Pages { get; private set; }

        public int Values => _values.Count;

        public bool AreCombined => _names.Count > 1 && Values < MostValues && Pages >= (long)Values * PagesOfAValue;

        public void Note(string query)
        {
            Pages++;
            foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                var (name, text) = equals < 0 ? (pair, "") : (pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
                if (_names.Count < MostValues)
                {
                    _names.Add(name);
                }

                foreach (var value in text.Split(BetweenValues))
                {
                    if (_values.Count < MostValues)
                    {
                        _values.Add($"{name}={value}");
                    }
                }
            }
        }
    }
}
