using System.Collections.Frozen;

namespace Archon.Domain.Urls;

/// <summary>
/// Parameters by which a server without cookies knows a reader again: each reader gets other links to the same pages, and a crawl new ones with every
/// page. Names that other things have, too (<c>sid</c>), count only with a value that nobody would choose.
/// </summary>
internal static class SessionParameters
{
    private const string InPath = ";jsessionid=";
    private const int LeastId = 16;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new[]
    {
        "phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken", "oscsid", "zenid", "xtcsid", "sessid", "sessionid", "session_id", "session-id", "asp.net_sessionid", "phpsid", "viewsessionid",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Perhaps =
        new[] { "sid", "s", "session", "sess", "ssid", "token_id" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a parameter of a query is one.</summary>
    /// <param name="name">Its name, percent-normalised or not.</param>
    /// <param name="value">Its value.</param>
    public static bool Are(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        Names.Contains(name) || name.StartsWith("ASPSESSIONID", StringComparison.OrdinalIgnoreCase) || (Perhaps.Contains(name) && IsId(value));

    /// <summary>Where in a segment of a path one begins, as servlets write it; -1 for nowhere.</summary>
    public static int IndexIn(ReadOnlySpan<char> segment) => segment.IndexOf(InPath, StringComparison.OrdinalIgnoreCase);

    // Long, and of letters and digits in no order: a word, a date or a number of a page is not.
    private static bool IsId(ReadOnlySpan<char> value)
    {
        var (letters, digits) = (0, 0);
        foreach (var c in value)
        {
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return value.Length >= LeastId && letters + digits == value.Length && letters > 1 && digits > 1;
    }
}
