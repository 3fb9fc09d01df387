using System.Buffers;
using System.Text;

namespace Archon.Storage.Postgres.Connections;

/// <summary>
/// Text as PostgreSQL can hold it. It knows no U+0000, so U+0000 is written as U+001A '0' and U+001A itself as U+001A '1'; half
/// a surrogate pair, which no encoding can hold, becomes U+FFFD as everywhere else. Nearly every text is handed through as it is.
/// </summary>
internal static class PgText
{
    private const char Mark = '\u001a';

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\0\u001a");

    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0)
        {
            text = Whole(text);
        }

        return text.AsSpan().IndexOfAny(Escaped) < 0
            ? text
            : text.Replace("\u001a", "\u001a1", StringComparison.Ordinal).Replace("\0", "\u001a0", StringComparison.Ordinal);
    }

    public static string Decode(string text) => !text.Contains(Mark, StringComparison.Ordinal)
        ? text
        : text.Replace("\u001a0", "\0", StringComparison.Ordinal).Replace("\u001a1", "\u001a", StringComparison.Ordinal);

    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
