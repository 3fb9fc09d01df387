using System.Net.Http.Headers;

namespace Archon.Fetching.Exchanges;

/// <summary>Reads headers as they were sent, without paying for the stack's parsing of them.</summary>
internal static class Headers
{
    /// <summary>The first value that is not blank; null when there is none.</summary>
    public static string? First(HttpHeaders headers, string name)
    {
        if (headers.NonValidated.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    return value.Trim();
                }
            }
        }

        return null;
    }

    /// <summary>All values, joined by commas; null when there is none.</summary>
    public static string? All(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>All values, one a line; null when there is none.</summary>
    public static string? Lines(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join('\n', values) : null;
}
