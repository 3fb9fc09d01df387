using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Which lists an address may be a page of, and by which values.</summary>
internal static class FacetAddress
{
    // One value alone is combined with nothing.
    private const int LeastValues = 2;

    // A list stands at the top of its site or one folder below.
    private const int DeepestList = 2;

    private static readonly char[] BetweenValues = [',', '|', ';', '+', ' '];

    /// <summary>Such as <c>https://e.org/list?</c> and color=red, size=big; or <c>https://e.org/list/</c> and color-red, size-big. An address without two values belongs to none.</summary>
    public static IEnumerable<(string List, IReadOnlyList<string> Values)> ListsOf(CanonicalUrl url)
    {
        var text = url.PathAndQuery;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
        {
            var values = ValuesOf(text[(query + 1)..]);
            return values.Count < LeastValues ? [] : [($"{url.Origin}{text[..query]}?", values)];
        }

        var folders = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(1, Math.Clamp(folders.Length - LeastValues, 0, DeepestList))
            .Select(depth => ($"{url.Origin}/{string.Join('/', folders.Take(depth))}/", (IReadOnlyList<string>)folders[depth..]));
    }

    private static List<string> ValuesOf(string query)
    {
        var values = new List<string>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, text) = equals < 0 ? (pair, "") : (pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
            values.AddRange(text.Split(BetweenValues).Select(value => $"{name}={value}"));
        }

        return values;
    }
}
