using System.Security.Cryptography;
using System.Text;

namespace Archon.Cli.Exporting;

/// <summary>A piece of a URL as a name that every common file system takes, and that never climbs out of its folder.</summary>
internal static class SafeName
{
    /// <summary>Bytes of UTF-8 a name may have; the usual limit of file systems is 255.</summary>
    public const int MaxBytes = 200;

    private static readonly HashSet<string> ReservedOnWindows = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The name, at most <paramref name="maxBytes"/> long; one that had to be cut ends in a digest of the whole.</summary>
    public static string From(string piece, int maxBytes = MaxBytes)
    {
        var name = string.Concat(piece.EnumerateRunes().Select(rune => IsSafe(rune) ? rune.ToString() : "_")).TrimEnd('.', ' ');
        if (name.Length == 0 || name[0] == '.')
        {
            // ".", ".." and hidden files.
            name = $"_{name}";
        }

        if (ReservedOnWindows.Contains(name.Split('.')[0]))
        {
            name = $"_{name}";
        }

        return Encoding.UTF8.GetByteCount(name) <= maxBytes ? name : $"{CutTo(name, maxBytes - 9)}-{Digest(piece)}";
    }

    /// <summary>Eight hexadecimal digits that tell two texts apart.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    private static bool IsSafe(Rune rune) =>
        !Rune.IsControl(rune)
        && rune.Value is not ('<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' or 0xFFFD)
        && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator);

    private static string CutTo(string name, int maxBytes)
    {
        var cut = new StringBuilder();
        var bytes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.ToString().TrimEnd('.', ' ');
    }
}
