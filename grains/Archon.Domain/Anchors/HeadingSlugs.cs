using System.Globalization;
using System.Text;

namespace Archon.Domain.Anchors;

/// <summary>
/// Names the headings of a page as GitHub and most generators of sites do: letters and digits in lower case, blanks as hyphens, nothing else; the second of a
/// name gets <c>-1</c>. A set belongs to one page.
/// </summary>
public sealed class HeadingSlugs
{
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>The name made of a heading's text, whether it is taken or not; empty when it has neither letters nor digits.</summary>
    /// <param name="heading">The text, without marks.</param>
    /// <param name="longest">No character more is begun than so many.</param>
    public static string Of(string heading, int longest = UrlFragment.Longest)
    {
        ArgumentNullException.ThrowIfNull(heading);
        var slug = new StringBuilder();
        foreach (var rune in heading.EnumerateRunes())
        {
            if (slug.Length >= longest)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' || IsMark(rune))
            {
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    /// <summary>Takes a name; numbered when it is taken.</summary>
    public string Take(string slug)
    {
        if (_taken.TryAdd(slug, 1))
        {
            return slug;
        }

        string numbered;
        do
        {
            numbered = FormattableString.Invariant($"{slug}-{_taken[slug]++}");
        }
        while (!_taken.TryAdd(numbered, 1));
        return numbered;
    }

    // Vowels, in the scripts that write them above and below their letters.
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
